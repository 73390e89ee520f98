package main

import (
	"errors"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
)

const agreementHelp = "Nothing is approved or sent without a sharing agreement in force. T00 to T07 leave together or not at all."

// agreementFacts are a sharing agreement and whether it is in force.
type agreementFacts struct {
	desk.SharingAgreement
	InForce bool `json:"in_force"`
}

func (c *call) printAgreement(d *desk.Desk) error {
	a, inForce, err := d.Agreement(c.ctx)
	if err != nil {
		return err
	}
	words := "No sharing agreement is recorded. Nothing can be approved or sent."
	if a.Version != "" {
		words = "Sharing agreement " + a.Version + " with " + a.With + ", signed by " + a.SignedBy + ", " + a.Role + ", on " + a.On.Words() + ". It covers " + strings.Join(a.Tables, " ") + " until " + a.Until.Words() + "."
		if a.Delegated {
			words += " The SENCO may approve."
		}
		if !inForce {
			words += " It is not in force today, so nothing can be approved or sent."
		}
	}
	return c.print(agreementFacts{a, inForce}, "%s", words)
}

func agreementShow(c *call) error {
	paper := c.flags.String("paper", "", "write the signed paper that is kept with it to this `file`")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *paper != "" {
			_, content, err := d.AgreementPaper(c.ctx)
			if err != nil {
				return err
			}
			if err := c.writeNew(*paper, content); err != nil {
				return err
			}
		}
		return c.printAgreement(d)
	})
}

func agreementSet(c *call) error {
	var a desk.SharingAgreement
	c.flags.StringVar(&a.Version, "version", "", "what the agreement calls `itself`, such as 2026-1")
	c.flags.StringVar(&a.With, "with", "", "the `name` of the cluster or hub that it was made with")
	c.flags.StringVar(&a.SignedBy, "signed-by", "", "`who` signed it for the school")
	c.flags.StringVar(&a.Role, "role", "Headteacher", "what that person `is`")
	c.flags.BoolVar(&a.Delegated, "delegated", false, "the SENCO may approve summaries as well as the head")
	on := c.flags.String("on", "", "the `day` it was signed")
	until := c.flags.String("until", "", "its last `day`")
	tables := c.flags.String("tables", "all", "the `tables` that it covers, such as T00,T01")
	paper := c.flags.String("paper", "", "keep this `file`, the signed paper, with it")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		var err1, err2 error
		a.On, err1 = readDay("on", *on, d.Today())
		a.Until, err2 = readDay("until", *until, d.Today())
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		if a.Tables = strings.FieldsFunc(*tables, func(r rune) bool { return r == ',' || r == ' ' }); *tables == "all" {
			a.Tables = desk.AllSharedTables()
		}
		var content []byte
		if *paper != "" {
			var err error
			if content, err = readFile(*paper); err != nil {
				return err
			}
		}
		if err := d.SaveAgreement(c.ctx, a); err != nil {
			return err
		}
		if *paper != "" {
			if err := d.AttachAgreement(c.ctx, filepath.Base(*paper), content); err != nil {
				return err
			}
		}
		return c.printAgreement(d)
	})
}

func agreementEnd(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.EndAgreement(c.ctx); err != nil {
			return err
		}
		return c.printAgreement(d)
	})
}
