#pragma once
#include <libxml/HTMLparser.h>

// xmlFree is a variable that points to a function; Swift 6 does not let one read it.
static inline void redress_xml_free(void *memory) { xmlFree(memory); }
