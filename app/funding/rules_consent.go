package funding

import (
	"fmt"

	"needsbook/app/day"
)

// ownConsentAge is when a young person agrees for themselves: from 16 they have
// their own rights under the Children and Families Act 2014.
const ownConsentAge = 16

// checkConsent asks for a parent's consent, and for the pupil's own from 16.
func checkConsent(r GateRule, _ *Form, f *Facts) look {
	return bothConsents(r, f, f.Pupil, f.Consent, f.OwnConsent, "")
}

// checkMemberConsent asks for the consents of every pupil of a group, and names the first
// that is lacking.
func checkMemberConsent(r GateRule, _ *Form, f *Facts) look {
	var first look
	lacking := 0
	for _, m := range f.Members {
		if saw := bothConsents(r, f, m.Pupil, m.Consent, m.OwnConsent, m.Code+": "); saw.state != OK {
			if lacking++; lacking == 1 {
				first = saw
				first.pupil = m.ID
			}
		}
	}
	switch lacking {
	case 0:
		return fine
	case 1:
		return first
	}
	first.why += fmt.Sprintf(" Another %d lack it too.", lacking-1)
	return first
}

// bothConsents looks at the consents for one pupil. whose stands before each sentence.
func bothConsents(r GateRule, f *Facts, p Pupil, parents, own Consent, whose string) look {
	if saw := oneConsent(r, parents, whose+"A parent’s consent", f); saw.state != OK {
		return saw
	}
	if !p.Born.IsZero() && day.AgeOn(p.Born, f.Today) >= ownConsentAge {
		return oneConsent(r, own, whose+fmt.Sprintf("The pupil’s own consent (%d or over)", ownConsentAge), f)
	}
	return fine
}

func oneConsent(r GateRule, c Consent, whose string, f *Facts) look {
	switch {
	case !c.Withdrawn.IsZero() && !c.Withdrawn.After(f.Today):
		return withdrawn(c, whose, f)
	case blank(c.By) || c.On.IsZero():
		return missing(whose + " is not recorded with a name and a date.")
	case c.On.After(f.Today):
		return check(whose + " is dated in the future.")
	case blank(c.How):
		return check(whose + " does not say how it was given.")
	case blank(c.SharedWith):
		return check(whose + " does not say what may be shared and with whom.")
	case r.Months > 0 && f.SentOn.IsZero() && c.On.AddMonths(r.Months).Before(f.Today):
		return check(fmt.Sprintf("%s is more than %d months old.", whose, r.Months))
	}
	return fine
}

// withdrawn says what a withdrawn consent means for a request, before it was sent or
// after: it can be withdrawn at any time (UK GDPR, article 7(3)).
func withdrawn(c Consent, whose string, f *Facts) look {
	why := whose + " was withdrawn on " + c.Withdrawn.Words()
	if f.SentOn.IsZero() {
		return missing(why + ". The request cannot be sent while it is.")
	}
	return missing(why + f.say(", and this request was sent on "+f.SentOn.Words()+". Tell the {la} that it may no longer use it, and write down that you did. What was sent stays on record here."))
}
