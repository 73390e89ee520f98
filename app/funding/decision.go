package funding

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
)

// Outcome is what the council decided. "Agreed" comes from nothing else than a
// recorded decision: what other schools said is a Recommendation.
type Outcome string

// Outcomes of a decision.
const (
	Agreed   Outcome = "agreed"
	Part     Outcome = "part"     // agreed in part
	Declined Outcome = "declined" // not agreed
	Deferred Outcome = "deferred" // more information is asked for before a decision
	Referred Outcome = "referred" // to another body, up the ladder
)

// Outcomes are the outcomes, in the order in which they are offered.
var Outcomes = []Outcome{Agreed, Part, Deferred, Declined, Referred}

// OutcomeWords name the outcomes in the middle of a sentence.
var OutcomeWords = map[Outcome]string{Agreed: "agreed", Part: "agreed in part", Declined: "not agreed", Deferred: "more information asked for", Referred: "referred on"}

// Advice of other schools is one of these; no word of it says that money is agreed.
const (
	AdviceFor     = "recommended"
	AdviceAgainst = "not_recommended"
	AdviceMore    = "more" // more information is asked for
	AdviceRefer   = "refer"
)

// Advices are what other schools may say, in the order in which they are offered.
var Advices = []string{AdviceFor, AdviceAgainst, AdviceMore, AdviceRefer}

// AdviceWords name what other schools may say in the middle of a sentence.
var AdviceWords = map[string]string{AdviceFor: "recommended", AdviceAgainst: "not recommended", AdviceMore: "more information asked for", AdviceRefer: "referred on"}

// Person is somebody who took part in a discussion or a decision.
type Person struct {
	Name      string `json:"name"`
	Capacity  string `json:"capacity"` // in what capacity: SEN officer, head teacher, chair
	OwnSchool bool   `json:"own_school,omitempty"`
	Interest  string `json:"interest,omitempty"` // what was declared
	Voted     bool   `json:"voted,omitempty"`
}

// Discussion is a talk about the request with other schools.
type Discussion struct {
	On      day.Date `json:"on_day"`
	Where   string   `json:"where,omitempty"` // the meeting
	People  []Person `json:"people"`
	Options []string `json:"options,omitempty"` // what else was thought of
	Words   string   `json:"words"`             // what was said
}

// Recommendation is what other schools advise the council.
type Recommendation struct {
	Outcome string       `json:"outcome"` // one of Advices
	On      day.Date     `json:"on_day"`
	Amount  money.Amount `json:"amount"` // that they would give, £0 where they name none
	People  []Person     `json:"people"`
	Codes   []string     `json:"codes"` // reasons by their code
	Reason  string       `json:"reason"`
	ReferTo string       `json:"refer_to,omitempty"` // rung of the ladder
	Entry   string       `json:"entry,omitempty"`    // of the cluster's book, where it came from the hub
}

// Decision is what the council decided, when, by whom, and why.
type Decision struct {
	Outcome    Outcome      `json:"outcome"`
	On         day.Date     `json:"on"`
	Amount     money.Amount `json:"amount"` // agreed for the whole period; £0 unless agreed or agreed in part
	From       day.Date     `json:"from"`
	To         day.Date     `json:"to"`
	Codes      []string     `json:"codes"`  // reasons by their code
	Reason     string       `json:"reason"` // in their own words
	Conditions string       `json:"conditions"`
	Review     day.Date     `json:"review"`             // when the money and its impact are looked at
	People     []Person     `json:"people"`             // who decided
	Evidence   string       `json:"evidence,omitempty"` // on what they decided
	ReferTo    string       `json:"refer_to,omitempty"` // rung of the ladder, for Referred
}

// Money reports whether the decision gives any.
func (d Decision) Money() bool { return d.Outcome == Agreed || d.Outcome == Part }

// Single reports whether one person alone decided.
func (d Decision) Single() bool { return len(voters(d.People)) == 1 }

// voters are those who decided. Where nobody is marked as voting, all who are named did.
func voters(people []Person) []Person {
	if !slices.ContainsFunc(people, func(p Person) bool { return p.Voted }) {
		return people
	}
	return slices.DeleteFunc(slices.Clone(people), func(p Person) bool { return !p.Voted })
}

// Errors of what was said or decided about a request.
const (
	ErrDiscussionDate StepError = "Enter the day of the discussion. It cannot be before the request was submitted, nor in the future. Nothing was changed."
	ErrDiscussion     StepError = "Enter who took part, or what was said. Nothing was changed."
	ErrAdvice         StepError = "Choose what was advised: recommended, not recommended, more information, or referred. Nothing was changed."
	ErrAdviceDate     StepError = "Enter the day of the recommendation. It cannot be before the request was submitted, nor in the future. Nothing was changed."
	ErrAdviceReason   StepError = "Give a reason for what was advised. Nothing was changed."
	ErrAdvised        StepError = "There is a recommendation already. Undo it, or record the decision. Nothing was changed."
	ErrInterest       StepError = "Somebody from the school that asks, or with an interest, cannot vote on the request. They may take part in the talk. Nothing was changed."
	ErrWho            StepError = "Enter who decided or advised, and in what capacity. Nothing was changed."
	ErrReferTo        StepError = "Say to whom the request is referred. Nothing was changed."
	ErrDecisionDate   StepError = "Enter the day of the decision. It cannot be before the request was submitted, nor in the future. Nothing was changed."
	ErrDecisionAmount StepError = "Enter the amount agreed in pounds and pence. When a request is agreed in part it is less than was asked; when nothing is agreed there is none. Nothing was changed."
	ErrDecisionPeriod StepError = "Enter the first and the last day that the money is for, at most two years apart. Nothing was changed."
	ErrDecisionReason StepError = "Give the reason for the decision: choose one, or write their own words. Nothing was changed."
	ErrReviewDate     StepError = "The review must lie between the decision and half a year after the money ends. Nothing was changed."
	ErrOutcome        StepError = "A request is agreed, agreed in part, not agreed, put off for more information, or referred. Nothing was changed."
	ErrDisputeOpen    StepError = "A dispute about the decision is open. Record what it came to first; another decision can follow then. Nothing was changed."
	ErrDecidedAlready StepError = "This request has its decision. Another can follow only when it was referred, or when a dispute changed it. Nothing was changed."
)

// Discuss adds a talk about the request with other schools.
func (p Progress) Discuss(d Discussion, today day.Date) (Progress, error) {
	switch {
	case p.status() != Submitted && p.status() != Discussed:
		return p, ErrNotSent
	case d.On.IsZero() || d.On.Before(p.SentOn) || d.On.After(today):
		return p, ErrDiscussionDate
	case len(d.People) == 0 && blank(d.Words):
		return p, ErrDiscussion
	}
	p.Status, p.Discussions = Discussed, append(slices.Clone(p.Discussions), d)
	return p, nil
}

// Recommend records what other schools advise. They need not have talked first, and
// the council need not wait for them: that is for the scheme to say.
func (p Progress) Recommend(r Recommendation, today day.Date) (Progress, error) {
	switch {
	case p.status() == Recommended && !p.corrects(r):
		return p, ErrAdvised
	case p.status() != Submitted && p.status() != Discussed && p.status() != Recommended:
		return p, ErrNotSent
	case r.On.IsZero() || r.On.Before(p.SentOn) || r.On.After(today):
		return p, ErrAdviceDate
	case !slices.Contains(Advices, r.Outcome):
		return p, ErrAdvice
	case amountFault(r.Amount) != nil:
		return p, ErrDecisionAmount
	case r.Outcome == AdviceRefer && blank(r.ReferTo):
		return p, ErrReferTo
	case r.Outcome != AdviceFor && len(r.Codes) == 0 && blank(r.Reason):
		return p, ErrAdviceReason
	}
	if err := checkPeople(r.People); err != nil {
		return p, err
	}
	p.Status, p.Advised = Recommended, &r
	return p, nil
}

// corrects reports whether a recommendation is a later entry of the cluster's book than
// the one on record, whose place it takes: a book is put right by a following entry.
func (p Progress) corrects(r Recommendation) bool {
	return p.Advised != nil && p.Advised.Entry != "" && r.Entry != "" && r.Entry != p.Advised.Entry
}

// checkPeople wants to know who decided and in what capacity, and that nobody
// decides about their own school's request.
func checkPeople(people []Person) error {
	named := false
	for _, one := range people {
		if one.Voted && (one.OwnSchool || !blank(one.Interest)) {
			return ErrInterest
		}
		named = named || !blank(one.Capacity)
	}
	for _, one := range voters(people) {
		if one.OwnSchool || !blank(one.Interest) {
			return ErrInterest
		}
	}
	if !named {
		return ErrWho
	}
	return nil
}

// Decide records the council's decision. A request may be agreed with more than was
// asked; agreed in part is always less. A decision that refers the request, or that a
// dispute changed, may be followed by another; the one before is kept.
func (p Progress) Decide(d Decision, today day.Date) (Progress, error) {
	again := p.status() == Decided && p.AwaitsDecision()
	switch {
	case p.under() || again:
	case p.status() == Decided && p.InDispute():
		return p, ErrDisputeOpen
	case p.status() == Decided:
		return p, ErrDecidedAlready
	default:
		return p, ErrNotSent
	}
	after := p.SentOn
	if again && p.Decision.On.After(after) {
		after = p.Decision.On
	}
	if d.On.IsZero() || d.On.Before(after) || d.On.After(today) {
		return p, ErrDecisionDate
	}
	if err := d.check(p.Asked); err != nil {
		return p, err
	}
	if again {
		p = p.closeRound().settle()
	}
	p.Status, p.Decision = Decided, &d
	return p, nil
}

// AwaitsDecision reports whether a decision may be recorded: the first, or one that
// follows a referral or a dispute that came to another view.
func (p Progress) AwaitsDecision() bool {
	if p.status() != Decided || p.Decision == nil || p.Ending != nil {
		return p.under()
	}
	return !p.InDispute() && (p.Decision.Outcome == Referred || p.Dispute.Changed())
}

// check refuses a decision that does not hold together.
func (d Decision) check(asked money.Amount) error {
	if !slices.Contains(Outcomes, d.Outcome) {
		return ErrOutcome
	}
	if amountFault(d.Amount) != nil {
		return ErrDecisionAmount
	}
	if err := d.checkMoney(asked); err != nil {
		return err
	}
	switch {
	case d.Outcome == Referred && blank(d.ReferTo):
		return ErrReferTo
	case d.Outcome != Agreed && len(d.Codes) == 0 && blank(d.Reason):
		return ErrDecisionReason
	case !d.Review.IsZero() && (d.Review.Before(d.On) || d.Money() && d.Review.After(d.To.AddDays(183))):
		return ErrReviewDate
	}
	return checkPeople(d.People)
}

// LongestYears is for how many years money may be asked or agreed. It is usually one (S-49).
const LongestYears = 2

func (d Decision) checkMoney(asked money.Amount) error {
	if !d.Money() {
		if !d.Amount.IsZero() || !d.From.IsZero() || !d.To.IsZero() {
			return ErrDecisionAmount
		}
		return nil
	}
	advice := asked.IsZero() && d.Amount.IsZero() // nothing asked: help or advice was agreed
	if !advice && (d.Amount.IsZero() || d.Outcome == Part && d.Amount.Cmp(asked) >= 0) {
		return ErrDecisionAmount
	}
	if advice && d.From.IsZero() && d.To.IsZero() {
		return nil
	}
	if d.From.IsZero() || !d.From.Before(d.To) || d.To.After(d.From.AddYears(LongestYears)) {
		return ErrDecisionPeriod
	}
	return nil
}
