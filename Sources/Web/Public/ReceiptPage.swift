package import Casework
package import Markup
import Procedure

/// The receipt: shown once, after the report is on disk.
package struct ReceiptPage: Page {
  package var setting: PageSetting
  package var view: ReceiptView

  package init(setting: PageSetting, view: ReceiptView) {
    self.setting = setting
    self.view = view
  }

  package var document: Document {
    let policy = view.policy
    return PublicLayout(
      setting: setting, title: policy.receipt.title, groupName: policy.community.groupName,
      place: .report, isPrivate: true
    ).document {
      notice(.good) { p { strong { PublicWords.receiptStored } } }
      div(.class("stack")) {
        h1 { policy.receipt.title }
        paragraphs(policy.receipt.keepSafe)
      }
      receiptCard(view.words, received: view.received)
      next
      card(PublicWords.receiptReturn) {
        p { PublicWords.receiptReturnText }
        p(.class("actions")) {
          buttonLink(PublicWords.receiptOpen, to: Paths.followUp, class: "button second")
        }
      }
    }
  }

  private var next: HTML {
    card(PublicWords.receiptNext) {
      if !view.policy.receipt.next.isEmpty {
        ol(.class("steps")) {
          for text in view.policy.receipt.next { li { paragraphs(text) } }
        }
      }
      if !view.deadlines.isEmpty {
        h3 { PublicWords.receiptPromises }
        facts(promises(view.deadlines))
      }
      if view.mailed { p { PublicWords.receiptMailed } }
    }
  }
}

/// The deadlines a reporter is told of, each with its time.
func promises(_ deadlines: [Deadline]) -> [Fact] {
  deadlines.map { deadline in
    Fact(
      deadline.title,
      HTML {
        "\(PublicWords.receiptBy) "
        Times.html(deadline.due)
      })
  }
}

/// The words of a receipt, for keeping, with the time of what they are for.
func receiptCard(_ words: [String], received: Moment? = nil) -> HTML {
  section(.class("receipt")) {
    h2(.id("receipt-title")) { PublicWords.receiptOrder }
    ol(.class("receipt-words"), .id("receipt-words"), .ariaLabelledBy("receipt-title")) {
      for word in words { li { word } }
    }
    p {
      strong { PublicWords.receiptOnce }
      " "
      PublicWords.receiptOnceMore
    }
    if let received {
      p {
        "\(PublicWords.receivedAt) "
        Times.html(received)
      }
    }
    p(.class("actions"), .data(.scripted)) {
      button(
        .type(.button), .class("button second"), .data(.copy, "receipt-words"),
        .data(.done, PublicWords.copied)
      ) { PublicWords.copy }
      button(.type(.button), .class("button second"), .data(.print)) { PublicWords.printPage }
    }
  }
}
