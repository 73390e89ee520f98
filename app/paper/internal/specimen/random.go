package specimen

import (
	"strings"

	"pgregory.net/rapid"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// hostile is what turns up in text sooner or later.
var hostile = []string{
	"Łukasz", "Nguyễn Thị Mai", "Ngũgĩ", "Siân", "Zoë", "O’Brien", "Nguyễn", "e\u0301\u0302", "u\u0303",
	"😀", "👩🏽‍🏫", "🏴\U000E0067\U000E0062\U000E007F", "\xff\xfe", "cut \xe2\x82", "\x00\x01\x1b", "\u202Eover\u202C", "\u2066x\u2069",
	"soft\u00ADhyphen", "a\u00A0b", "%%EOF", "endstream endobj", "(\\(", ")>>", "<script>alert(1)</script>", "&amp; & <", `"'`,
	"فاطمة", "علي", "שלום", "বাংলা", "ਪੰਜਾਬੀ", "ไทย", "漢字", "Ω≈ç", "\uFFFD", "\uFFFE", "\uE000", "☐ ✓ →", "fi ﬁ", "Ẹ̀", "ß",
	"https://example.org/a/very/long/path-with-hyphens/and/more", strings.Repeat("x", 400), strings.Repeat("W", 90), strings.Repeat("漢", 120),
	strings.Repeat("שלום", 60), "mid-word–dash/slash", "-", "/", "–", "{{.Title}}", "\t\r\n", " ", "",
}

// text draws text of up to n bits; never nothing but spaces when it must say something.
func text(t *rapid.T, n int, must bool) string {
	bits := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(hostile), rapid.StringMatching(`[a-zà-ž]{1,12}`), rapid.String()), 0, n).Draw(t, "bits")
	s := strings.Join(bits, rapid.SampledFrom([]string{" ", "", " "}).Draw(t, "joint"))
	if must && paper.Clean(s) == "" {
		return "word"
	}
	return s
}

func spans(t *rapid.T, n int, must bool) []paper.Span {
	list := []paper.Span{{Text: text(t, n, must)}}
	for range rapid.IntRange(0, 3).Draw(t, "spans") {
		s := paper.Span{Text: text(t, 4, true), Bold: rapid.Bool().Draw(t, "bold")}
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			s.Href = "https://example.org/(a)"
		case 1:
			s.Abbr = text(t, 3, false)
		case 2:
			s.Lang = "cy"
		}
		list = append(list, s)
	}
	return list
}

func rows(t *rapid.T, cols, n int, head bool) []paper.Row {
	var list []paper.Row
	for range n {
		var row paper.Row
		for col := 0; col < cols; {
			span := rapid.IntRange(1, min(2, cols-col)).Draw(t, "span")
			header := head || rapid.IntRange(0, 5).Draw(t, "header") == 0
			row = append(row, paper.Cell{Text: spans(t, 4, header), Header: header, ColSpan: span})
			col += span
		}
		list = append(list, row)
	}
	return list
}

func list(t *rapid.T, depth int) paper.List {
	l := paper.List{Ordered: rapid.Bool().Draw(t, "ordered")}
	for range rapid.IntRange(1, 4).Draw(t, "items") {
		it := paper.Item{Text: spans(t, 6, true)}
		if depth < 3 && rapid.IntRange(0, 3).Draw(t, "sub") == 0 {
			sub := list(t, depth+1)
			it.Sub = &sub
		}
		l.Items = append(l.Items, it)
	}
	return l
}

func panels(t *rapid.T) (row paper.Panels) {
	for range rapid.IntRange(1, 3).Draw(t, "panels") {
		p := paper.Panel{Title: text(t, 4, true), Voice: rapid.Bool().Draw(t, "voice"), Weight: rapid.Float64Range(0, 9).Draw(t, "weight")}
		p.Blocks = []paper.Block{paper.Para{Text: spans(t, 30, true)}}
		if rapid.Bool().Draw(t, "with list") {
			p.Blocks = append(p.Blocks, list(t, 1))
		}
		if rapid.IntRange(0, 5).Draw(t, "high") == 0 {
			p.Blocks = append(p.Blocks, paper.P(strings.Repeat("higher than a page ", 300)))
		}
		row.Panels = append(row.Panels, p)
	}
	return row
}

func randomChart(t *rapid.T) chart.Chart {
	c := chart.Chart{Kind: chart.Kind(rapid.IntRange(0, 2).Draw(t, "chart")), By: text(t, 2, true), Unit: text(t, 2, false)}
	for range rapid.IntRange(1, 20).Draw(t, "labels") {
		c.Labels = append(c.Labels, text(t, 3, false))
	}
	for range rapid.IntRange(1, chart.MaxSeries).Draw(t, "series") {
		s := chart.Series{Name: text(t, 2, true)}
		for range c.Labels {
			s.Values = append(s.Values, chart.Value{N: rapid.Float64Range(0, 1e6).Draw(t, "n"), Words: text(t, 1, false), Gap: rapid.Bool().Draw(t, "gap")})
		}
		c.Series = append(c.Series, s)
	}
	for i := range c.Labels {
		if paper.Clean(c.Labels[i]) == "" {
			c.Labels[i] = "label"
		}
	}
	return c
}

func randomImage(t *rapid.T) paper.Image {
	files := [][]byte{Badge(), Photograph(640, 400), Photograph(20, 900), Badge()[:200]} // the last is damaged
	return paper.Image{Data: files[rapid.IntRange(0, len(files)-1).Draw(t, "image")], Alt: text(t, 6, true), Width: rapid.Float64Range(0, 1).Draw(t, "share")}
}

// Random draws a document that passes Check, with text that nobody would wish for.
func Random(t *rapid.T) *paper.Doc {
	d := &paper.Doc{
		Title: text(t, 8, true), Lang: "en-GB", Author: text(t, 3, false), Subject: text(t, 8, false), Org: text(t, 5, false),
		Ref: text(t, 2, false), Date: day.Of(2026, 11, 19), Contents: rapid.Bool().Draw(t, "contents"),
		Watermark: rapid.SampledFrom([]string{"", paper.Demo, paper.Draft, paper.DemoDraft}).Draw(t, "mark"),
		Setting:   paper.Setting(rapid.IntRange(int(paper.Report), int(paper.Easy)).Draw(t, "setting")),
	}
	if rapid.IntRange(0, 2).Draw(t, "logo") == 0 {
		logo := randomImage(t)
		d.Logo = &logo
	}
	level := 1
	for range rapid.IntRange(1, 12).Draw(t, "blocks") {
		var b paper.Block
		switch rapid.IntRange(0, 10).Draw(t, "block") {
		case 0, 1:
			level = rapid.IntRange(2, min(level+1, 4)).Draw(t, "level")
			b = paper.Heading{Level: level, Text: text(t, 8, true)}
		case 2, 3:
			b = paper.Para{Text: spans(t, 60, true)}
		case 4:
			b = list(t, 1)
		case 5:
			cols := rapid.IntRange(1, 14).Draw(t, "cols")
			table := paper.Table{Caption: text(t, 5, true), Cols: make([]paper.Col, cols)}
			for i := range table.Cols {
				table.Cols[i] = paper.Col{Weight: rapid.Float64Range(0, 9).Draw(t, "weight"), Right: rapid.Bool().Draw(t, "right")}
			}
			table.Head = rows(t, cols, rapid.IntRange(1, 2).Draw(t, "head"), true)
			table.Body = rows(t, cols, rapid.IntRange(1, 12).Draw(t, "body"), false)
			table.Foot = rows(t, cols, rapid.IntRange(0, 2).Draw(t, "foot"), false)
			if rapid.IntRange(0, 3).Draw(t, "tall") == 0 {
				table.Body[0][0].Text = []paper.Span{{Text: strings.Repeat("tall cell ", 400)}}
			}
			b = table
		case 6:
			kv := paper.KeyValues{Caption: text(t, 4, true)}
			for range rapid.IntRange(1, 6).Draw(t, "pairs") {
				kv.Pairs = append(kv.Pairs, paper.Pair{Name: text(t, 3, true), Value: spans(t, 5, false)})
			}
			b = kv
		case 7:
			b = paper.Figure{Caption: text(t, 6, true), Alt: text(t, 10, true), Chart: randomChart(t), DataTable: rapid.Bool().Draw(t, "table")}
		case 8:
			b = paper.SignOff{Signatures: []paper.Signature{{Role: text(t, 4, true), Name: text(t, 3, false), Date: day.Of(2026, 1, 2)}}}
			if rapid.Bool().Draw(t, "break") {
				b = paper.PageBreak{}
			}
		case 9:
			level = 1
			b = panels(t)
		case 10:
			b = randomImage(t)
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}
