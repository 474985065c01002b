#pragma once
#include <curl/curl.h>
#include <string.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not import.

static inline CURLcode redress_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode redress_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode redress_curl_set_recipients(CURL *handle, struct curl_slist *list) {
  return curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, list);
}

static inline long redress_curl_response_code(CURL *handle) {
  long code = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
  return code;
}

static inline curl_socket_t redress_curl_socket(CURL *handle) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket);
  return socket;
}

// What one hand-over sends, and the last reply of the server.
struct redress_curl_exchange {
  const char *message;
  size_t message_length;
  size_t sent;
  char reply[2048];
  size_t reply_length;
};

static inline size_t redress_curl_read_message(char *room, size_t size, size_t count, void *context) {
  struct redress_curl_exchange *exchange = (struct redress_curl_exchange *)context;
  size_t left = exchange->message_length - exchange->sent;
  size_t taken = size * count < left ? size * count : left;
  memcpy(room, exchange->message + exchange->sent, taken);
  exchange->sent += taken;
  return taken;
}

// Keeps the latest refusal only: what follows it is the leave-taking.
static inline size_t redress_curl_keep_reply(char *line, size_t size, size_t count, void *context) {
  struct redress_curl_exchange *exchange = (struct redress_curl_exchange *)context;
  size_t length = size * count;
  if (length == 0 || (line[0] != '4' && line[0] != '5')) return length;
  size_t kept = length < sizeof exchange->reply ? length : sizeof exchange->reply;
  memcpy(exchange->reply, line, kept);
  exchange->reply_length = kept;
  return length;
}

static inline size_t redress_curl_ignore(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes;
  (void)context;
  return size * count;
}

static inline CURLcode redress_curl_set_exchange(
    CURL *handle, struct redress_curl_exchange *exchange) {
  CURLcode result = curl_easy_setopt(handle, CURLOPT_READFUNCTION, redress_curl_read_message);
  if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_READDATA, exchange);
  if (result == CURLE_OK) {
    result = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, redress_curl_keep_reply);
  }
  if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_HEADERDATA, exchange);
  if (result == CURLE_OK) {
    result = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, redress_curl_ignore);
  }
  if (result == CURLE_OK) {
    result = curl_easy_setopt(
        handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)exchange->message_length);
  }
  return result;
}
