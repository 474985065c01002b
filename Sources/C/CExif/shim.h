#include <stddef.h>
#include <libexif/exif-data.h>

// The orientation that a camera wrote into a JPEG file, from 1 to 8; 1 where it wrote none.
static inline int redress_orientation(const unsigned char *bytes, unsigned int count) {
  ExifData *data = exif_data_new_from_data(bytes, count);
  if (data == NULL) return 1;
  ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  int orientation = 1;
  if (entry != NULL && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) {
    orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
  }
  exif_data_unref(data);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}
