import Markup

/// Small drawings beside words; never without the words.
enum Icon {
  case warning, info, done, refused, file, menu, home, cases, write, people, settings, key, status
  case out, inbox, lock, clock

  /// The drawing, 24 by 24.
  var html: HTML {
    drawing(width: 24, height: 24, class: "icon") {
      switch self {
      case .warning:
        path("M12 3.5 2.8 19.5h18.4zM12 10v4.5M12 17.2v.1")
      case .info:
        path("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.1")
      case .done:
        path("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.3l2.8 2.8L16 9.6")
      case .refused:
        path("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM7 12h10")
      case .file:
        path("M6 3h8l4 4v14H6zM14 3v4h4")
      case .menu:
        path("M4 7h16M4 12h16M4 17h16")
      case .home:
        path("M4 11.5 12 4l8 7.5M6 10v10h12V10M10 20v-6h4v6")
      case .cases:
        path("M4 6h6l2 2.5h8V19H4zM4 11h16")
      case .write:
        path("M4 20h4L19 9l-4-4L4 16zM13 7l4 4")
      case .people:
        path(
          "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 20c0-3.6 2.6-6 6-6s6 2.4 6 6M16 5a3 3 0 0 1 0 6M17.5 14.3c2.2.7 3.5 2.8 3.5 5.7"
        )
      case .settings:
        path(
          "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z"
        )
      case .key:
        path("M8 19a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM11.3 11.3 19.5 3M16 6.5l3 3M13.5 9l2 2")
      case .status:
        path("M3 12h4l2.5-6 4 13 2.6-7H21")
      case .out:
        path("M10 4H5v16h5M14 8l4 4-4 4M18 12H9")
      case .inbox:
        path("M4 13 6.5 5h11L20 13v6H4zM4 13h5l1 2.5h4L15 13h5")
      case .clock:
        path("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.3l3.5 2.2")
      case .lock:
        path("M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2")
      }
    }
  }
}

/// The mark of Redress: a lantern.
func mark() -> HTML {
  drawing(width: 32, height: 32) {
    rectangle(x: 0, y: 0, width: 32, height: 32, corner: 8, class: "mark-ground")
    path(
      "M12 9.5a4 4 0 0 1 8 0M10.5 12.5h11M12 12.5l-1 11h10l-1-11M10 25.5h12", class: "mark-line")
    path(
      "M16 14.8c1.7 1.8 2.4 2.9 2.4 4.2a2.4 2.4 0 0 1-4.8 0c0-1.3.7-2.4 2.4-4.2z",
      class: "mark-flame")
  }
}

/// Pictures for the first page and for places where there is nothing yet. All are decoration.
enum Picture {
  case lantern, nothingWaiting, noCases, noMessages, lost

  /// The drawing.
  var html: HTML {
    switch self {
    case .lantern: lantern
    case .nothingWaiting: nothingWaiting
    case .noCases: noCases
    case .noMessages: noMessages
    case .lost: lost
    }
  }

  private var lantern: HTML {
    drawing(width: 360, height: 300) {
      path(
        "M40 262c-18-60 2-150 62-190s150-34 196 22 36 134 8 168z", class: "picture-ground")
      circle(x: 204, y: 158, radius: 104, class: "picture-glow")
      circle(x: 204, y: 158, radius: 70, class: "picture-glow")
      // The letter.
      path("M62 176h92v86H62z", class: "picture-paper")
      path("M62 176l46 40 46-40", class: "picture-line")
      path("M80 244h34", class: "picture-line")
      // The lantern.
      path("M176 88a28 28 0 0 1 56 0", class: "picture-accent-line")
      rectangle(x: 160, y: 96, width: 88, height: 16, corner: 8, class: "picture-accent")
      path("M170 112h68l8 136h-84z", class: "picture-soft")
      path("M170 112h68l8 136h-84zM204 112v22", class: "picture-accent-line")
      rectangle(x: 150, y: 246, width: 108, height: 18, corner: 9, class: "picture-accent")
      path(
        "M204 140c17 19 25 32 25 47a25 25 0 0 1-50 0c0-15 8-28 25-47z", class: "picture-flame")
      path("M204 172c6 8 9 13 9 19a9 9 0 0 1-18 0c0-6 3-11 9-19z", class: "picture-paper")
      // A leaf beside it.
      path("M290 262c0-34 6-58 26-78 10 30 2 58-26 78z", class: "picture-soft")
      path(
        "M290 262c0-34 6-58 26-78 10 30 2 58-26 78zM292 256c6-24 12-40 20-54",
        class: "picture-accent-line")
      path("M28 264h312", class: "picture-line")
    }
  }

  private var nothingWaiting: HTML {
    drawing(width: 160, height: 110) {
      path("M18 96c-8-32 6-70 40-80s78 4 86 34-4 46-4 46z", class: "picture-ground")
      path("M50 46h52v34a12 12 0 0 1-12 12H62a12 12 0 0 1-12-12z", class: "picture-paper")
      path("M102 54h8a9 9 0 0 1 0 22h-8", class: "picture-line")
      path(
        "M64 34c-4-6 4-8 0-14M78 34c-4-6 4-8 0-14M92 34c-4-6 4-8 0-14", class: "picture-accent-line"
      )
      path("M30 97h100", class: "picture-line")
    }
  }

  private var noCases: HTML {
    drawing(width: 160, height: 110) {
      path("M18 96c-8-32 6-70 40-80s78 4 86 34-4 46-4 46z", class: "picture-ground")
      path("M34 40h32l8 10h52v44H34z", class: "picture-paper")
      path("M34 60h92", class: "picture-line")
      path("M62 77l10 9 22-17", class: "picture-accent-line")
      path("M24 97h112", class: "picture-line")
    }
  }

  private var noMessages: HTML {
    drawing(width: 160, height: 110) {
      path("M18 96c-8-32 6-70 40-80s78 4 86 34-4 46-4 46z", class: "picture-ground")
      path(
        "M38 30h62a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8H62L48 82V70H38a8 8 0 0 1-8-8V38a8 8 0 0 1 8-8z",
        class: "picture-paper")
      path("M46 44h44M46 56h28", class: "picture-line")
      path("M118 58h8a6 6 0 0 1 6 6v16a6 6 0 0 1-6 6h-2v9l-10-9H94", class: "picture-accent-line")
    }
  }

  private var lost: HTML {
    drawing(width: 160, height: 110) {
      path("M18 96c-8-32 6-70 40-80s78 4 86 34-4 46-4 46z", class: "picture-ground")
      path("M78 98V24", class: "picture-line")
      path("M78 30h42l12 11-12 11H78z", class: "picture-paper")
      path("M78 58H44L32 68l12 10h34z", class: "picture-soft")
      path("M78 58H44L32 68l12 10h34z", class: "picture-accent-line")
      path("M50 99h60", class: "picture-line")
    }
  }
}
