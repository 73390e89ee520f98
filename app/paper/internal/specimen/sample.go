package specimen

import (
	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// Sample returns a short document with every kind of block and span.
func Sample() *paper.Doc {
	help := paper.Section("Where to find help")
	help.ID = "help"
	return &paper.Doc{
		Title: "Sample", Lang: "en-GB", Org: "Meadowfield Primary School", Ref: "S-1", Subject: "Every kind of block",
		Date: day.Of(2026, 11, 19), Watermark: paper.Draft, Contents: true,
		Blocks: []paper.Block{
			paper.Section("Words"),
			paper.Sentence(paper.Span{Text: "See "}, paper.Link("where to find help", "#help"), paper.Span{Text: " or the "},
				paper.Link("local offer", "https://www.example.org/offer"), paper.Span{Text: "; "}, paper.Abbr("SEN", "special educational needs"),
				paper.Span{Text: ", "}, paper.Span{Text: "croeso", Lang: "cy"}, paper.Span{Text: ", "}, paper.Bold("always"), paper.Span{Text: "."}),
			paper.Subsection("Lists"),
			paper.List{Items: []paper.Item{
				{Text: paper.Text("Łukasz, Nguyễn Thị Mai, Ngũgĩ, Siân, Zoë, O’Brien")},
				{Text: paper.Text("Steps"), Sub: &paper.List{Ordered: true, Items: []paper.Item{{Text: paper.Text("Assess")}, {Text: paper.Text("Plan ☐ ✓ →")}}}},
			}},
			paper.Section("Figures"),
			paper.Table{Caption: "Costs", Cols: []paper.Col{{Weight: 2}, {Weight: 1, Right: true}, {Weight: 1, Right: true}},
				Head: []paper.Row{paper.HeadRow("Provision", "Weeks", "Cost")},
				Body: []paper.Row{paper.BodyRow("Reading group", "10", "£412.50"), paper.BodyRow("Speech", "38", "£1,020.00")},
				Foot: []paper.Row{{{Text: paper.Text("Total"), Header: true, ColSpan: 2}, paper.TextCell("£1,432.50")}}},
			paper.Figure{Caption: "Pupils by need", Alt: "Speech is the commonest need, with 9 pupils.", DataTable: true,
				Chart: chart.Chart{By: "Need", Unit: "pupils", Labels: []string{"SLCN", "SEMH"}, Series: []chart.Series{
					chart.Counts("SEN support", 9, 5), {Name: "EHC plan", Values: []chart.Value{{Gap: true, Words: "low"}, {N: 6}}}}}},
			paper.PageBreak{},
			help,
			paper.KeyValues{Caption: "Who to ask", Pairs: []paper.Pair{paper.Fact("SENCO", "Siân Pryce"), paper.Fact("Days", "Monday to Thursday")}},
			paper.SignOff{Signatures: []paper.Signature{{Role: "Headteacher"}, {Role: "SENCO", Name: "Siân Pryce", Date: day.Of(2026, 11, 18)}}},
		},
	}
}
