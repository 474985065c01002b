import Foundation
import Identity
import Mail
import Pictures
package import Procedure
package import Storage
import Synchronization
import Vault

/// One community's procedure, running: its rules, its people, its cases, and where they are kept.
///
/// Holds no key that reads a vault. Everything that somebody may do hangs on the value they prove themselves with:
/// nothing for visitors, a `Reporter` behind a receipt, a `SignedIn` member.
package final class Organization: Sendable {
  let id: OrganizationID
  package let environment: Environment
  package let dataDirectory: DataDirectory
  /// Where the machine key lies: needed again only when the recovery key changes.
  let machineKeyFile: URL
  package let database: any Database
  let keys: ServerKeys
  let directoryVault: VaultID
  /// What `root.pub` holds.
  let expectedRoot: Digest
  let policies: PolicyStore
  let index = CaseIndexCache()
  let membershipCache = MembershipCache()
  let rotaCache = RotaCache()
  let verified = VerifiedChains()
  let anchors: AnchorKeeper
  let clock = ClockWatch()
  let codeNames: CodeNames
  /// The code names of persons.
  let personNames = CodeNames.ofPersons
  let receiptWords: Vault.WordList
  let stretching: PasswordStretching
  /// What a password costs.
  let lockRules: LockRules
  /// Where the pages are found from outside, without a slash at the end.
  package let baseAddress: String
  /// Reads foreign mail in a process without keys.
  let mailParser: IsolatedParser
  /// Draws previews of foreign pictures in a process without keys.
  let pictureReader: PictureReader
  /// The name under which the community's own receiving server writes `Authentication-Results`; nil believes none.
  let mailAuthority: String?

  init(
    id: OrganizationID, environment: Environment, dataDirectory: DataDirectory,
    machineKeyFile: URL, database: any Database, keys: ServerKeys, directoryVault: VaultID,
    expectedRoot: Digest, codeNames: CodeNames,
    policies: PolicyStore, anchors: AnchorKeeper, receiptWords: Vault.WordList,
    stretching: PasswordStretching, lockRules: LockRules, baseAddress: String,
    mailParser: IsolatedParser, pictureReader: PictureReader, mailAuthority: String?
  ) {
    self.id = id
    self.environment = environment
    self.dataDirectory = dataDirectory
    self.machineKeyFile = machineKeyFile
    self.database = database
    self.keys = keys
    self.directoryVault = directoryVault
    self.expectedRoot = expectedRoot
    self.codeNames = codeNames
    self.policies = policies
    self.anchors = anchors
    self.receiptWords = receiptWords
    self.stretching = stretching
    self.lockRules = lockRules
    self.baseAddress = baseAddress
    self.mailParser = mailParser
    self.pictureReader = pictureReader
    self.mailAuthority = mailAuthority
  }

  /// The rules in force.
  package var policy: Policy { policies.current.policy }

  /// The current time in the seconds of the vault: never before what this machine or the directory has signed, so that
  /// a clock that is set back cannot date an entry before the keys that sign it (VAULT.md, section 16).
  var nowSeconds: UInt64 {
    max(
      UInt64(clamping: environment.now().secondsSince1970), anchors.lastSeconds,
      membershipCache.known?.directory.lastSeconds ?? 0)
  }

  /// The moment that entries are dated with: whoever decides by the log goes by this time, not by what the wall says, so
  /// that nothing happens before what is written already.
  package var moment: Moment { Moment(secondsSince1970: Int64(clamping: nowSeconds)) }

  /// The newest checkpoint, which every signed entry names.
  var seen: Digest { anchors.newestCheckpoint }

  /// Writes notices in the words of the current policy.
  var notices: NoticeWriter {
    NoticeWriter(
      policy: policy, baseAddress: baseAddress, now: environment.now(),
      drawIdentifier: { try VaultRandom.bytes(count: identityByteCount).hexadecimal })
  }

  /// How often somebody decides again when another was faster, before they are asked to look again.
  static let attemptsMax = 8

  /// Runs something that reads, decides and writes, again from the start while others are faster.
  func retrying<Value>(_ body: () async throws -> Value) async throws -> Value {
    for _ in 1..<Self.attemptsMax {
      do {
        return try await body()
      } catch StorageError.conflict {
        continue
      }
    }
    do {
      return try await body()
    } catch StorageError.conflict {
      throw CaseworkError.movedOn
    }
  }
}
