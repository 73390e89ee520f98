package specimen

import (
	"fmt"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// Names are pupils of many origins: each must come out whole.
var Names = []string{"Łukasz Wójcik", "Nguyễn Thị Mai", "Ngũgĩ Kamau", "Siân Pryce", "Zoë O’Brien", "Ağça Yıldız", "Jürgen Ñáñez"}

var filler = []string{
	"We meet each family three times a year and agree what to do next, who does it and when we look again.",
	"Every teacher plans for the whole class first, then for the few who need the same lesson in another form.",
	"Our SENCO holds the national award and is in school from Monday to Thursday; the office passes messages on every day.",
	"Where a pupil does not make the progress we hoped for, we look at the teaching before we look at the child.",
	"Help in small groups runs for ten weeks; after that we compare what was hoped for with what happened, and keep what worked.",
}

func prose(from, sentences int) paper.Para {
	text := ""
	for i := range sentences {
		text += filler[(from+i)%len(filler)] + " "
	}
	return paper.P(text)
}

// Report returns a SEN information report of 12 pages, with three tables, two
// charts and their figures.
func Report() *paper.Doc {
	d := &paper.Doc{
		Title: "SEN information report 2026-27", Lang: "en-GB", Author: "Meadowfield Primary School",
		Subject: "How we help pupils with special educational needs", Org: "Meadowfield Primary School", Ref: "SIR-2026",
		Date: day.Of(2026, 11, 19), Watermark: paper.Demo, Contents: true,
	}
	add := func(blocks ...paper.Block) { d.Blocks = append(d.Blocks, blocks...) }
	titles := []string{
		"The kinds of need we provide for", "How we find out who needs help", "How we work with parents and carers",
		"How we listen to pupils", "How we review progress", "Moving on: between classes and schools", "How we teach",
		"How we adapt lessons and rooms", "What our staff know", "How we know that it works", "Clubs, trips and play",
		"Feelings, friendship and bullying", "Who else helps us", "If you are not happy", "Where else to find help", "Our local offer",
	}
	for i, title := range titles {
		h := paper.Section(title)
		h.ID = fmt.Sprintf("part-%d", i+1)
		add(h, prose(i, 4))
		switch i {
		case 0:
			add(paper.Figure{
				Caption: "Pupils by main need, November 2026", DataTable: true,
				Alt: "Bar chart: speech, language and communication is the commonest need with 19 pupils, then social, emotional and mental health with 14.",
				Chart: chart.Chart{By: "Need", Unit: "pupils", Labels: []string{"SpLD", "MLD", "SLCN", "SEMH", "ASD", "HI", "PD"},
					Series: []chart.Series{chart.Counts("SEN support", 9, 7, 19, 14, 6, 0, 0), chart.Counts("EHC plan", 0, 1, 2, 1, 5, 0, 0)}},
			})
		case 1:
			add(paper.Table{Caption: "What we look at, and when", Cols: []paper.Col{{Weight: 2}, {Weight: 3}, {Weight: 1}},
				Head: []paper.Row{paper.HeadRow("What", "How", "When")},
				Body: []paper.Row{
					paper.BodyRow("Reading", "Reading ages, and listening to each pupil read a page aloud", "Each term"),
					paper.BodyRow("Speech and language", "Screening in Reception with the Language Link", "October"),
					paper.BodyRow("Feelings", "Strengths and difficulties questionnaire, filled in with the pupil", "As needed"),
				}})
		case 2:
			add(paper.Bullets("A letter before each meeting, with our questions.", "The meeting, 30 minutes, with an interpreter where you want one.", "A page that says what we agreed, within a week."))
		case 4:
			t := paper.Table{Caption: "Help that we gave in 2025-26", Cols: []paper.Col{{Weight: 4}, {Weight: 3}, {Weight: 1, Right: true}, {Weight: 1.5, Right: true}, {Weight: 1.5, Right: true}},
				Head: []paper.Row{paper.HeadRow("Provision", "Led by", "Pupils", "Weeks", "Cost")},
				Foot: []paper.Row{{{Text: paper.Text("Total"), Header: true, ColSpan: 4}, paper.TextCell("£86,940")}}}
			for i := range 42 {
				t.Body = append(t.Body, paper.BodyRow(fmt.Sprintf("Small group %d: reading, spelling and speaking", i+1),
					Names[i%len(Names)], fmt.Sprint(3+i%6), "10", fmt.Sprintf("£%d,0%d0", 1+i%4, i%10)))
			}
			add(paper.Subsection("What we did last year"), t, prose(i, 3))
		case 6:
			add(paper.Subsection("In every lesson"), prose(i+1, 4), paper.Subsection("In small groups"), prose(i+2, 4),
				paper.List{Ordered: true, Items: []paper.Item{
					{Text: paper.Text("Assess: what can the pupil do now?")},
					{Text: paper.Text("Plan: what do we do, for how long, and how shall we know?"), Sub: &paper.List{Items: []paper.Item{{Text: paper.Text("with the pupil")}, {Text: paper.Text("with the parents")}}}},
					{Text: paper.Text("Do.")}, {Text: paper.Text("Review.")},
				}})
		case 9:
			add(paper.Figure{
				Caption: "Share of pupils who reached what was hoped for",
				Alt:     "Line chart over five terms: reading rises from 48 to 71 per cent, speech from 40 to 66 per cent.",
				Chart: chart.Chart{Kind: chart.Lines, By: "Term", Unit: "per cent", Labels: []string{"Summer 2025", "Autumn 2025", "Spring 2026", "Summer 2026", "Autumn 2026"},
					Series: []chart.Series{chart.Counts("Reading", 48, 55, 61, 66, 71), chart.Counts("Speech", 40, 44, 52, 60, 62)}},
				DataTable: true,
			})
		case 12:
			add(paper.KeyValues{Caption: "Who to ask", Pairs: []paper.Pair{
				paper.Fact("SENCO", "Siân Pryce"),
				{Name: "Write to", Value: []paper.Span{paper.Link("senco@meadowfield.example", "mailto:senco@meadowfield.example")}},
				paper.Fact("Governor for SEN", "Nguyễn Thị Mai"),
			}})
		case 13:
			add(paper.Sentence(paper.Span{Text: "Talk to the class teacher first. Then see "}, paper.Link("who else helps us", "#part-13"),
				paper.Span{Text: ", or ask "}, paper.Abbr("SENDIASS", "Special Educational Needs and Disabilities Information, Advice and Support Service"),
				paper.Span{Text: ". The council’s "}, paper.Link("local offer", "https://www.example.org/local-offer"), paper.Span{Text: " lists more. Welsh speakers: "},
				paper.Span{Text: "croeso i chi ffonio", Lang: "cy"}, paper.Span{Text: ". "}, paper.Bold("You can always come in.")))
		}
		add(prose(i+3, 3))
	}
	return d
}

// Request returns a funding request of four pages, still a draft.
func Request() *paper.Doc {
	costs := paper.Table{Caption: "Provision and its cost", Cols: []paper.Col{{Weight: 4}, {Weight: 3}, {Weight: 2, Right: true}},
		Head: []paper.Row{paper.HeadRow("Provision", "Arithmetic", "Cost a year")},
		Foot: []paper.Row{
			{{Text: paper.Text("Total"), Header: true, ColSpan: 2}, paper.TextCell("£9,412.00")},
			{{Text: paper.Text("The school’s part"), Header: true, ColSpan: 2}, paper.TextCell("£6,000.00")},
			{{Text: paper.Text("Asked for"), Header: true, ColSpan: 2}, paper.TextCell("£3,412.00")},
		}}
	for i := range 12 {
		costs.Body = append(costs.Body, paper.BodyRow(fmt.Sprintf("One to one with a teaching assistant, part %d", i+1), "3 × 30 min × 38 weeks ÷ 60 × £14.32", "£816.24"))
	}
	d := &paper.Doc{
		Title: "Request for funding: Łukasz Wójcik", Lang: "en-GB", Org: "Meadowfield Primary School", Ref: "FR-0012",
		Date: day.Of(2026, 11, 19), Watermark: paper.DemoDraft,
		Blocks: []paper.Block{
			paper.KeyValues{Caption: "The pupil", Pairs: []paper.Pair{
				paper.Fact("Name", "Łukasz Wójcik"), paper.Fact("Year group", "Year 4"), paper.Fact("SEN status", "SEN support since 3 Sep 2024"),
				paper.Fact("Needs", "Speech, language and communication; social, emotional and mental health"), paper.Fact("Level", "Level 3, confirmed 3 Sep 2026"),
			}},
			paper.Section("What is missing"),
			paper.Bullets("The parents’ view is not recorded.", "Only one cycle has been reviewed; two are needed."),
			paper.Section("What Łukasz says"), prose(0, 3),
			paper.Section("What we have done"), prose(1, 6), prose(3, 5),
			paper.Section("What it costs"), costs,
			paper.Section("What should be different"), prose(2, 6), prose(4, 4), prose(0, 6),
			paper.Section("Signatures"),
			paper.SignOff{Signatures: []paper.Signature{{Role: "Headteacher"}, {Role: "SENCO", Name: "Siân Pryce", Date: day.Of(2026, 11, 18)}, {Role: "Parent or carer"}}},
		},
	}
	return d
}
