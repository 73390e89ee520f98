package printout

import (
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// voice is what somebody said and how it was heard, or why it was not; nothing where
// neither is written.
func (m masker) voice(title string, v View, notSo, whyNot string) []paper.Block {
	switch {
	case paper.Clean(v.Words) != "":
		blocks := []paper.Block{paper.Section(title)}
		if v.How != "" {
			blocks = append(blocks, paper.Sentence(paper.Bold("Heard by: "), paper.Span{Text: lower(register.Named(register.ViewWays, v.How)) + "."}))
		}
		return append(blocks, paper.Prose(m.mask(v.Words))...)
	case paper.Clean(whyNot) != "":
		return []paper.Block{paper.Section(title), paper.P(notSo + sentence(m.mask(whyNot)))}
	}
	return nil
}

// corrections are what was put right after a record was signed.
func (m masker) corrections(list []provision.Correction) (blocks []paper.Block) {
	if len(list) == 0 {
		return nil
	}
	blocks = append(blocks, paper.Section("Corrections since it was signed"))
	for _, c := range list {
		blocks = append(blocks, paper.Sentence(paper.Bold(c.On.Words()+". "), paper.Span{Text: m.mask(joined(" ", sentence(c.Words), prefixed("Why: ", sentence(c.Why))))}))
	}
	return blocks
}
