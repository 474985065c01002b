#pragma once
// Debian builds libxml2 with ICU, whose types would clash with those of Foundation's own; nothing here uses them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>

// xmlFree is a variable that points to a function; Swift 6 does not let one read it.
static inline void redress_xml_free(void *memory) { xmlFree(memory); }
