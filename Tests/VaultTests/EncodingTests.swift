import Identity
import Testing

@testable import Vault

@Suite struct EncodingTests {
  // Made by an independent program in another language from the words of the specification.
  @Test func `a header has the bytes it always had`() throws {
    let header = try EntryHeader(goldenHeader, organization)
    #expect(header.encoded() == goldenHeader)
    #expect(header.author == .member(name(0x0c), name(0x0d)))
    #expect(header.sequence == 7 && header.epoch == 2 && header.timeSeconds == 1_700_000_000)
  }

  @Test func `body hash, link and signature are the ones they always were`() throws {
    let bodyHash = try EntryBody.hash([9, 9, 9], organization)
    #expect(
      "\(bodyHash)" == "6787547509381ecae16c09fcf4f6e126b16d04997954a5a046a7999a59693da6")
    let link = try EntryBody.link(goldenHeader, bodyHash, organization)
    #expect("\(link)" == "6519dfbcaa25adad8df9567190c92aeb0467ba67846e2346d86e6a6110d6490d")
    let pair = try goldenSeed().signingPair()
    let signature = try Sodium.sign(
      EntryBody.signed(link, organization).bytes, with: pair.secretKey)
    #expect(
      signature.hexadecimal
        == "99846d5000ebe7d9c75fd651f6787dd377ebd61f71e3cdfd58fc3318b274c9bd"
        + "4bde01c3bf9ceae016f1769b5defd533efe8802e107826596439aab896f7ac04")
  }

  @Test func `keys come from a seed as they always did`() throws {
    let keys = try goldenSeed().publicKeys(organization, principal: name(0x0c))
    #expect(
      keys.sign.hexadecimal == "4b92a292fbe0b7f7132d88f19ba2365f6aacd3e2623b71564f48fb8a49096df2")
    #expect(
      keys.box.hexadecimal == "c06e8aa7f5defc7f5b4e444baf77febd1d5d264cf54efa95cb3ed4df671dde6e")
    #expect(keys.keyID.hexadecimal == "58d93013378ad2c447e4c78160c1e885")
  }

  @Test func `a commitment is the one it always was`() throws {
    let commitment = try EntryBody.commitment(
      salt: Bytes(repeating: 4, count: 32), Bytes("hello".utf8), organization)
    #expect("\(commitment)" == "e225d2b619c8c68f34ec3041d3a57f5b7dbb7382c66c10eff67bfda6518cb73b")
  }

  @Test func `a list is one field with its count in front`() {
    var encoding = CanonicalEncoding(.grant)
    encoding.add(list: [("a", UInt64(5)), ("", 6)]) { item, record in
      record.add(text: item.0)
      record.add(item.1)
    }
    #expect(
      encoding.bytes.hexadecimal
        == "010000001072656472" + "6573732f6772616e742f76310000002d000000020000001100000001610000"
        + "000800000000000000050000001000000000000000080000000000000006")
  }

  @Test func `no byte of a header can be left out, added or changed`() throws {
    for index in goldenHeader.indices {
      var shorter = goldenHeader
      shorter.remove(at: index)
      #expect(throws: VaultError.self) { try EntryHeader(shorter, organization) }
    }
    #expect(throws: VaultError.self) { try EntryHeader(goldenHeader + [0], organization) }
    #expect(throws: VaultError.self) { try EntryHeader(goldenHeader, otherOrganization) }
    for index in goldenHeader.indices {
      var changed = goldenHeader
      changed[index] ^= 1
      // Either it is refused, or it says something else and encodes to exactly these bytes.
      guard let header = try? EntryHeader(changed, organization) else { continue }
      #expect(header.encoded() == changed)
    }
  }

  @Test func `a lying count asks for no memory`() throws {
    var encoding = CanonicalEncoding(.anchor)
    encoding.add([0xff, 0xff, 0xff, 0xff])
    var decoder = try CanonicalDecoder(encoding.bytes, .anchor, "list")
    #expect(throws: VaultError.malformed("list")) {
      try decoder.list { record throws(VaultError) in try record.number() }
    }
  }

  @Test func `every tag is used for one purpose`() {
    #expect(Set(Tag.allCases.map(\.rawValue)).count == Tag.allCases.count)
  }

  @Test func `every open part is read back`() throws {
    let person = try Person(1)
    let seed = try EpochSeed.random()
    let reader = EpochReader(
      principal: person.principal, keyID: person.publicKeys.keyID, grantClass: .reserve)
    let parts: [OpenPart] = [
      .none,
      .epoch(
        try Story.epoch(
          3, seed, readers: [person], parties: [person.publicKeys], parent: name(9),
          cause: EpochCause(.recusal, vault: name(9), sequence: 4))),
      .grants([GrantNotice(epoch: 2, reader: reader)]),
      .removal(Removal(principals: [person.principal], lastSequence: 9)),
      .erasure(Erasure(sequences: [1, 2, 300])),
      .files([FileNotice(blob: name(8), ciphertextHash: lockDigest)]),
    ]
    for part in parts {
      #expect(try OpenPart(part.encoded(organization), organization) == part)
    }
    #expect(throws: VaultError.self) { try OpenPart([1, 2, 3], organization) }
  }

  @Test(arguments: [
    (0, 1024), (1, 1024), (1024, 1024), (1025, 2048), (16_384, 16_384), (16_385, 18_432),
    (20_000, 20_480), (32_768, 32_768), (32_769, 36_864), (1_000_000, 1_048_576),
    (1_048_576, 1_048_576), (1_048_577, 1_179_648),
  ])
  func `lengths are hidden in steps`(count: Int, padded: Int) {
    #expect(Padding.paddedByteCount(count) == padded)
  }

  @Test func `padding is taken off strictly`() throws {
    let padded = Padding.pad([1, 2, 3])
    #expect(try Padding.unpad(padded[...], "body") == [1, 2, 3])
    var dirty = padded
    dirty[dirty.count - 1] = 1
    var lying = padded
    lying[0] = 0xff
    for wrong in [dirty, lying, Bytes(padded.dropLast()), [], padded + Bytes(padded)] {
      #expect(throws: VaultError.self) { try Padding.unpad(wrong[...], "body") }
    }
  }

  @Test func `base32 has one way to write a thing`() {
    for count in 0..<40 {
      let bytes = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) })
      #expect(Base32.bytes(typed: Base32.groupedText(bytes).lowercased()) == bytes)
    }
    // RFC 4648, section 10.
    #expect(Base32.text(Bytes("foobar".utf8)) == "MZXW6YTBOI")
    for wrong in ["MZ!", "MZXW6YTBOJ", "A", "MZXW6YTB8"] {
      #expect(Base32.bytes(typed: wrong) == nil)
    }
  }

  private func goldenSeed() throws -> PrincipalSeed {
    PrincipalSeed(secret: try Secret(copying: Bytes(0..<32)))
  }

  private let goldenHeader =
    Bytes(
      hexadecimal: "0100000010726564726573732f656e7472792f7631000000100a0a0a0a0a0a0a0a0a0a0a0a0a"
        + "0a0a0a000000100b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b00000008000000000000000700000008000000"
        + "000000000200000008000000006553f100000000066d656d626572000000100c0c0c0c0c0c0c0c0c0c0c"
        + "0c0c0c0c0c000000100d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0000002001010101010101010101010101"
        + "010101010101010101010101010101010101010000002002020202020202020202020202020202020202"
        + "020202020202020202020202020000002003030303030303030303030303030303030303030303030303"
        + "0303030303030300000000") ?? []
}
