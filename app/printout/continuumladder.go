package printout

import (
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/paper"
)

// ladder is the picture of the scale: what is usually expected of each kind of setting
// at each level, the pupil's level marked where at is one. It is a table, so that
// the picture and its words are one thing.
func (f ContinuumFacts) ladder(at string) []paper.Block {
	kinds := f.Pack.SettingKinds()
	if len(kinds) == 0 {
		return nil
	}
	t := paper.Table{Caption: "What is usually expected of each kind of setting", Cols: []paper.Col{{Weight: 3}}, Head: []paper.Row{paper.HeadRow(f.Label("level"))}}
	for _, kind := range kinds {
		t.Cols, t.Head[0] = append(t.Cols, paper.Col{Weight: 2}), append(t.Head[0], paper.HeadCell(f.settingName(kind)))
	}
	for _, r := range continuum.Ladder(f.Pack) {
		name := r.ID + " " + r.Name
		if r.ID == at {
			name = "➤ " + name
		}
		row := paper.BodyRow(name)
		for _, fit := range r.Fits {
			row = append(row, paper.TextCell(fit.Words))
		}
		t.Body = append(t.Body, row)
	}
	return []paper.Block{paper.Section("The ladder"), t}
}

// settingName is the word for a kind of setting: the school's, or the pack's, or its
// id with a capital.
func (f ContinuumFacts) settingName(kind string) string {
	return f.Pack.SettingName(kind, f.Label)
}

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
