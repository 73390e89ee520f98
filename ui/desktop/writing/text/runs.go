package text

import "needsbook/app/publish/markup"

// slice returns the runs of the bytes lo to hi of their words.
func slice(runs []markup.Run, lo, hi int) []markup.Run {
	var out []markup.Run
	at := 0
	for _, r := range runs {
		from, to := max(lo-at, 0), min(hi-at, len(r.Text))
		at += len(r.Text)
		if from < to {
			r.Text = r.Text[from:to]
			out = append(out, r)
		}
	}
	return out
}

// merged joins neighbours of one style and leaves out empty runs.
func merged(runs []markup.Run) []markup.Run {
	var out []markup.Run
	for _, r := range runs {
		if r.Text == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Bold == r.Bold && out[n-1].Href == r.Href {
			out[n-1].Text += r.Text
			continue
		}
		out = append(out, r)
	}
	return out
}

// joined puts runs one after the other.
func joined(parts ...[]markup.Run) []markup.Run {
	var out []markup.Run
	for _, p := range parts {
		out = append(out, p...)
	}
	return merged(out)
}

// plain takes the style from runs.
func plain(runs []markup.Run) []markup.Run {
	var out []markup.Run
	for _, r := range runs {
		out = append(out, markup.Run{Text: r.Text})
	}
	return merged(out)
}

// styled changes the style of runs.
func styled(runs []markup.Run, change func(*markup.Run)) []markup.Run {
	out := append([]markup.Run(nil), runs...)
	for i := range out {
		change(&out[i])
	}
	return out
}

// styleAt returns the style of what would be typed at a place in the paragraph: that
// of the letter before. A link goes on only between two of its letters.
func (p *Para) styleAt(at int) markup.Run {
	before := p.runBefore(at)
	after := p.runBefore(at + 1)
	if at == 0 {
		before = markup.Run{Bold: after.Bold}
	}
	style := markup.Run{Bold: before.Bold}
	if before.Href == after.Href && at > 0 && at < len(p.words) {
		style.Href = before.Href
	}
	return style
}

// runBefore returns the run of the byte before a place, nothing where there is none.
func (p *Para) runBefore(at int) markup.Run {
	seen := 0
	for _, r := range p.Runs {
		seen += len(r.Text)
		if at > 0 && at <= seen {
			return r
		}
	}
	return markup.Run{}
}
