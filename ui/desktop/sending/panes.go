package sending

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// figuresView shows every figure of the summary.
func (s *Screen) figuresView() fyne.CanvasObject {
	if s.now.problem != "" {
		return s.problem()
	}
	s.pane = newFiguresPane(s)
	s.inside = s.pane.list
	return s.pane.object
}

// problem says why there is no summary to look at.
func (s *Screen) problem() fyne.CanvasObject {
	return parts.NewProse("! "+s.now.problem, parts.TextStyle{Colour: parts.Overdue.Colour()})
}

// bytes shows what is signed and sent, byte for byte.
func (s *Screen) bytes() fyne.CanvasObject {
	if s.now.problem != "" {
		return s.problem()
	}
	p := s.now.preview
	words, payload := s.now.payload()
	return parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, parts.Column(parts.Groups,
		parts.NewFactList(
			parts.Fact{Label: "Six words", Value: strings.Join(words, " ")},
			parts.Fact{Label: "Size", Value: fmt.Sprintf("%d bytes", len(payload))},
			parts.Fact{Label: "Checked", Value: auditWords(p.Audit.Readers, p.Audit.Targets)}),
		parts.NewProse("These are all the bytes of the document, in lines for reading. The document itself is one line. What is approved is frozen and compared with this, byte for byte, before it leaves.", parts.Quiet),
		parts.NewWideProse(bytesLines(payload), parts.Small))))
}

// auditWords says what the audit tried.
func auditWords(readers, targets int) string {
	if readers == 0 {
		return "The figures are those of the summary before, which passed the check."
	}
	return fmt.Sprintf("%d kinds of well-informed reader were tried on %d counts, and none could be worked out.", readers, targets)
}
