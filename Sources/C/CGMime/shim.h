#pragma once
#include <gmime/gmime.h>

// Swift sees neither the cast macros of GObject nor inheritance between its types.

static inline GMimePart *redress_gmime_part(GMimeObject *object) {
  return GMIME_IS_PART(object) ? GMIME_PART(object) : NULL;
}

static inline GMimeMultipart *redress_gmime_multipart(GMimeObject *object) {
  return GMIME_IS_MULTIPART(object) ? GMIME_MULTIPART(object) : NULL;
}

static inline GMimeMessagePart *redress_gmime_message_part(GMimeObject *object) {
  return GMIME_IS_MESSAGE_PART(object) ? GMIME_MESSAGE_PART(object) : NULL;
}

static inline GMimeObject *redress_gmime_object_of_message(GMimeMessage *message) {
  return GMIME_OBJECT(message);
}

static inline GMimeObject *redress_gmime_object_of_part(GMimePart *part) {
  return GMIME_OBJECT(part);
}

static inline InternetAddressMailbox *redress_gmime_mailbox(InternetAddress *address) {
  return INTERNET_ADDRESS_IS_MAILBOX(address) ? INTERNET_ADDRESS_MAILBOX(address) : NULL;
}

static inline InternetAddressGroup *redress_gmime_group(InternetAddress *address) {
  return INTERNET_ADDRESS_IS_GROUP(address) ? INTERNET_ADDRESS_GROUP(address) : NULL;
}

static inline GMimeStream *redress_gmime_memory_stream(GByteArray *array) {
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(array);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  return stream;
}

// The content of a part, decoded or as it was sent; to be freed with g_byte_array_unref.
static inline GByteArray *redress_gmime_content(GMimePart *part, gboolean decoded) {
  GByteArray *array = g_byte_array_new();
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  if (content == NULL) return array;
  GMimeStream *stream = redress_gmime_memory_stream(array);
  if (decoded) {
    g_mime_data_wrapper_write_to_stream(content, stream);
  } else {
    GMimeStream *source = g_mime_data_wrapper_get_stream(content);
    if (source != NULL && g_mime_stream_reset(source) == 0) {
      g_mime_stream_write_to_stream(source, stream);
    }
  }
  g_object_unref(stream);
  return array;
}

// An object with its headers as bytes; to be freed with g_byte_array_unref.
static inline GByteArray *redress_gmime_written(GMimeObject *object, GMimeFormatOptions *format) {
  GByteArray *array = g_byte_array_new();
  GMimeStream *stream = redress_gmime_memory_stream(array);
  g_mime_object_write_to_stream(object, format, stream);
  g_object_unref(stream);
  return array;
}

// A callback without state of its own: sets the bit of the warning in the word it was given.
static inline void redress_gmime_note_warning(
    gint64 offset, GMimeParserWarning warning, const gchar *item, gpointer word) {
  (void)offset;
  (void)item;
  *(guint64 *)word |= (guint64)1 << (unsigned)warning;
}

static inline void redress_gmime_collect_warnings(GMimeParserOptions *options, guint64 *word) {
  g_mime_parser_options_set_warning_callback(options, redress_gmime_note_warning, word);
}

static inline GMimeObject *redress_gmime_object_of_text(GMimeTextPart *part) {
  return GMIME_OBJECT(part);
}

// Quoted-printable whatever the words, so that the bytes do not depend on a guess.
static inline void redress_gmime_set_text(GMimeTextPart *part, const char *text, size_t length) {
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text, length);
  GMimeDataWrapper *content =
      g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_part_set_content(GMIME_PART(part), content);
  g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_object_unref(content);
  g_object_unref(stream);
}

// Appends a header whose value is written as it is, folding included.
static inline void redress_gmime_append_raw(
    GMimeObject *object, const char *name, const char *raw_value) {
  g_mime_object_append_header(object, name, "", NULL);
  GMimeHeaderList *list = g_mime_object_get_header_list(object);
  int count = g_mime_header_list_get_count(list);
  g_mime_header_set_raw_value(g_mime_header_list_get_header_at(list, count - 1), raw_value);
}
