/// What sub-keys are derived for: the eight bytes that libsodium calls a context (VAULT.md, section 3).
enum KeyContext: String {
  case machine = "rdrsMach"
  case server = "rdrsServ"
  case principal = "rdrsPrin"
  case epoch = "rdrsEpch"
  case receipt = "rdrsRcpt"
  case session = "rdrsSess"
  case invitation = "rdrsInvt"
  case form = "rdrsForm"
}
