package paper

import "testing"

func TestRunningTextIsWhatIsReadInSentences(t *testing.T) {
	d := Doc{Blocks: []Block{
		Section("A heading"), P("One sentence."), Table{Body: []Row{BodyRow("a", "cell")}},
		List{Items: []Item{{Text: Text("An item."), Sub: &List{Items: []Item{{Text: Text("Below it.")}}}}}},
		Panels{Panels: []Panel{{Title: "Title", Blocks: []Block{P("In a panel.")}}}},
	}}
	if got, want := d.Running(), "One sentence.\n\nAn item.\n\nBelow it.\n\nIn a panel."; got != want {
		t.Errorf("running text %q, want %q", got, want)
	}
}
