package funding

import (
	"fmt"

	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// ReadAmount reads an amount of money that is typed into a request: in pounds and whole
// pence, not below £0 and not over £1 million. The error is in words for the person who
// types.
func ReadAmount(text string) (money.Amount, error) {
	a, err := money.Parse(text)
	if err != nil {
		return money.Amount{}, AmountError("“" + clip(text) + "” is no amount of money. Write it in pounds and pence, such as 1,250 or 1250.50.")
	}
	return a, amountFault(a)
}

// AmountError is why an amount is refused, in words for the person at the desk.
type AmountError string

// Error returns the words.
func (e AmountError) Error() string { return string(e) }

// largestAmount is more than any one request: what is above it is a slip of the hand.
var largestAmount = money.Pounds(1_000_000)

func amountFault(a money.Amount) error {
	switch {
	case a.IsNegative():
		return AmountError("An amount cannot be below £0.")
	case a.Cmp(largestAmount) > 0:
		return AmountError("An amount over £1,000,000 is more than any request asks for. Check the figures.")
	case a.Round().Cmp(a) != 0:
		return AmountError("Write an amount in whole pence, with no more than two figures after the point.")
	}
	return nil
}

// CheckLine says what is wrong with a line of money that was written by hand, or returns
// nil. What a school pays is a part of the amount.
func CheckLine(l Line) error {
	switch {
	case blank(l.What):
		return AmountError("Say what the money is for.")
	case l.Amount.IsZero():
		return AmountError("Enter what it costs.")
	}
	for _, a := range []money.Amount{l.Amount, l.School} {
		if err := amountFault(a); err != nil {
			return err
		}
	}
	if l.School.Cmp(l.Amount) > 0 {
		return AmountError("What the school pays of it cannot be more than it costs.")
	}
	return nil
}

// CheckMoney says what is wrong with the amounts and the numbers of a draft, whose lines
// may still be half written, or returns nil.
func CheckMoney(lines []Line, partners []Partner) error {
	for _, l := range lines {
		for _, a := range []money.Amount{l.Amount, l.School} {
			if err := amountFault(a); err != nil {
				return err
			}
		}
	}
	for _, p := range partners {
		if err := partnerFault(p); err != nil {
			return err
		}
	}
	return nil
}

// CheckPartner says what is wrong with a school that shares, or returns nil.
func CheckPartner(p Partner) error {
	if blank(p.Name) {
		return AmountError("Enter the name of the school.")
	}
	return partnerFault(p)
}

func partnerFault(p Partner) error {
	if p.Pupils < 0 || p.Pupils > 500 {
		return AmountError("The pupils of a school who take part are a number from 0 to 500.")
	}
	return amountFault(p.Pays)
}

func checkCosts(_ GateRule, _ *Form, f *Facts) look {
	if len(f.Lines) == 0 {
		return missing("No help is costed.")
	}
	if f.kind() == KindIndividual && f.Contribution.From.IsZero() {
		return missing("What the school pays first is not known for these dates.")
	}
	for i, l := range f.Lines {
		if found := lineFindings(l); len(found) > 0 {
			return check(fmt.Sprintf("Line %d: %s", i+1, provision.Words(found[0])))
		}
	}
	if saw := checkWeek(f); saw.state != OK {
		return saw
	}
	if totals(f).Extra.IsZero() {
		return check("The help costs no more than is paid first, so there is nothing to ask for.")
	}
	return fine
}

// checkWeek compares the help of a pupil with a school week. Pupils of a group share
// theirs, so that it says nothing about one of them.
func checkWeek(f *Facts) look {
	if f.kind() != KindIndividual {
		return fine
	}
	lines := make([]provision.Line, len(f.Lines))
	for i, l := range f.Lines {
		lines[i] = l.Line
	}
	if found := provision.CheckWeek(lines, f.WeekHours); len(found) > 0 && found[0].Severity >= finding.Warn {
		return check(provision.Words(found[0]))
	}
	return fine
}
