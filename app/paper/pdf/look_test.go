package pdf

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

// For looking at: PAPER_OUT=/tmp/pages go test -run Look
func TestLookAtEverySetting(t *testing.T) {
	if os.Getenv("PAPER_OUT") == "" {
		t.Skip("PAPER_OUT names the folder to write pages to")
	}
	render(t, specimen.Report())
	render(t, specimen.Request())
	render(t, specimen.Pictured())
	render(t, specimen.People())
	for _, hard := range specimen.HardOnes(40) {
		if hard.Doc.Ref = hard.Name; len(hard.Doc.Blocks) > 1 {
			render(t, hard.Doc)
		}
	}
	panels := specimen.Sample()
	panels.Blocks = []paper.Block{paper.Panels{Panels: []paper.Panel{
		{Title: "What helps me", Voice: true, Blocks: []paper.Block{paper.P("Show me as well as telling me."), paper.Bullets("Time to answer", "A quiet place")}},
		{Title: "What does not", Blocks: []paper.Block{paper.P("Being asked in front of all.")}},
	}}, paper.Table{Caption: "Tick when done", Boxes: true, Cols: make([]paper.Col, 6), Head: []paper.Row{paper.HeadRow("Pupil", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")},
		Body: []paper.Row{paper.BodyRow("Ana", "", "", "", "", ""), paper.BodyRow("Łukasz", "", "", "", "", "")}},
		paper.SignOff{Signatures: []paper.Signature{{Role: "Parent", Name: strings.Repeat("Maria de la Concepción ", 9), Date: panels.Date}, {Role: "SENCO", Name: "Wolfeschlegelsteinhausenbergerdorff Nguyễn Thị"}}}}
	for s := paper.Report; s <= paper.Easy; s++ {
		panels.Setting, panels.Ref = s, fmt.Sprint("panels-", s)
		render(t, panels)
	}
	for name, set := range map[string]func(*paper.Doc) *paper.Doc{"large": paper.LargePrint, "easy": paper.EasyRead} {
		for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Pictured()} {
			d.Ref += "-" + name
			render(t, set(d))
		}
	}
}
