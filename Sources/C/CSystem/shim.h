#pragma once
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include "confinement.h"
