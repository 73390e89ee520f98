package plainenglish

import "strings"

// toBe are the forms of the verb that makes a passive.
var toBe = map[string]bool{"is": true, "are": true, "was": true, "were": true, "be": true, "been": true, "being": true}

// between may stand between the verb and its participle, beside words in -ly.
var between = map[string]bool{"also": true, "always": true, "often": true, "then": true, "not": true, "never": true, "still": true, "all": true, "both": true, "sometimes": true, "soon": true, "first": true}

// passiveHints adds a hint for each verb that does not say who does it, or says it late.
func (p *Pack) passiveHints(r *reading, s sentence, add func(h Hint, first, last int)) {
	for i, w := range s.words {
		if !toBe[w.plain] || w.quoted {
			continue
		}
		at := i + 1
		for at < len(s.words) && at <= i+2 && (between[s.words[at].plain] || strings.HasSuffix(s.words[at].plain, "ly")) {
			at++
		}
		if at >= len(s.words) || !p.isParticiple(s.words, at) || strings.ContainsAny(r.mask[w.start:s.words[at].start], ",;:()\x1a") {
			continue
		}
		end := s.words[at].end
		from := r.words[w.start:end]
		why := "This does not say who does it. Try to begin with who: “we …”, “the teacher …”."
		for _, after := range s.words[at+1 : min(len(s.words), at+near)] {
			if after.plain == "by" {
				why = "This says who does it last. Try to begin with who."
			}
		}
		add(Hint{Kind: Passive, At: w.start, End: end, From: from, Why: why}, i, at)
	}
}

// isParticiple says whether a word after "is" makes a passive: reviewed, written, but
// not worried, which says how somebody feels.
func (p *Pack) isParticiple(words []word, at int) bool {
	if _, ok := p.active.match(words, at); ok {
		return false
	}
	plain := words[at].plain
	return p.participle[plain] || strings.HasSuffix(plain, "ed") && !strings.HasSuffix(plain, "eed") && !strings.Contains(plain, "-") && len(plain) > len("shed")
}

// explainHints adds a note at the first use of a word of schools that families may not
// know. A word that has a plain one to take its place is not noted.
func (p *Pack) explainHints(s sentence, r *reading, done map[string]bool, add func(h Hint, first, last int)) {
	for i := range s.words {
		found, ok := p.explained.match(s.words, i)
		last := i + len(found.words) - 1
		if !ok || done[found.from] || s.words[i].quoted {
			continue
		}
		done[found.from] = true
		at, end := s.words[i].start, s.words[last].end
		if strings.Contains(r.mask[s.start:s.end], found.to) {
			continue // it is said there already
		}
		add(Hint{Kind: Explain, At: at, End: end, From: r.words[at:end], Why: "Some families may not know this word. It means " + found.to + "."}, i, last)
	}
}
