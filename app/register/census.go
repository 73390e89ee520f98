package register

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/finding"
)

// CensusTypes is how many types of need of a pupil the school census takes: the
// primary and the secondary one.
const CensusTypes = 2

// What the census list finds. The words live with the desk; UPN findings are those
// of CheckUPN.
const (
	CensusNoNeed       = "census.no_need"           // K or E without a primary need
	CensusNeedOnly     = "census.need_no_status"    // a need, but no status
	CensusNeedMisfit   = "census.need_misfit"       // a type of need that does not go with the status: NSA with E
	CensusUnitNoPlan   = "census.unit_no_plan"      // a place in a unit or resourced provision, but no plan
	CensusNoUPN        = "census.no_upn"            // the pupil has no UPN
	CensusTemporaryUPN = "census.temporary_upn"     // the UPN is for the meantime only
	CensusSharedUPN    = "census.upn_elsewhere"     // another pupil has had this UPN
	CensusNoBirth      = "census.no_date_of_birth"  // the date of birth is not known
	CensusImpossible   = "census.born_after_census" // born after census day
)

// History is a pupil with all that they were recorded with.
type History struct {
	Pupil    Pupil
	Statuses []Status
	Needs    []Need
}

// CensusRow is one pupil as the school census takes them.
type CensusRow struct {
	Pupil    Pupil
	Year     YearGroup
	Status   string   // N, K or E: asked for in every term
	Legacy   string   // the old code that the status was read from, "" for none
	Needs    []string // up to two types of need, primary first
	Findings []finding.Finding
}

// Census returns every pupil on roll on census day in the order given, with what is
// missing or odd. Each has just one status, so N, K and E add up to the whole roll.
func Census(c *Codes, pupils []History, on day.Date) []CensusRow {
	var out []CensusRow
	former := map[string]string{}
	for _, h := range pupils {
		for _, upn := range h.Pupil.FormerUPNs() {
			former[upn] = h.Pupil.ID
		}
	}
	for _, h := range pupils {
		if !h.Pupil.OnRoll(on) {
			continue
		}
		s := StatusOn(h.Statuses, on)
		row := CensusRow{Pupil: h.Pupil, Status: s.Code, Legacy: s.Legacy}
		row.Year, _ = c.YearOf(h.Pupil, on)
		needs := NeedCodes(NeedsOn(h.Needs, on))
		row.Needs = needs[:min(CensusTypes, len(needs))]
		row.Findings = c.censusFindings(h.Pupil, s.Code, needs, on)
		if owner, ok := former[h.Pupil.UPN]; ok && owner != h.Pupil.ID {
			row.Findings = append(row.Findings, finding.Finding{Code: CensusSharedUPN, Field: "upn", Severity: finding.Warn})
		}
		out = append(out, row)
	}
	return out
}

// censusFindings says what is missing or odd about one pupil.
func (c *Codes) censusFindings(p Pupil, status string, needs []string, on day.Date) []finding.Finding {
	out := c.CheckNeeds(p, status, needs)
	add := func(is bool, code, field string) {
		if is {
			out = append(out, finding.Finding{Code: code, Field: field, Severity: finding.Warn})
		}
	}
	odd := CheckUPN(p.UPN)
	add(p.UPN == "", CensusNoUPN, "upn")
	add(odd == nil && TemporaryUPN(p.UPN), CensusTemporaryUPN, "upn")
	add(p.Born.IsZero(), CensusNoBirth, "born")
	add(p.Born.After(on), CensusImpossible, "born")
	return append(out, odd...)
}

// CheckNeeds says what does not go together in a pupil's status, needs and place: a
// status on the register wants a primary need, a need wants a status, NSA goes with
// SEN support alone, and a place in a SEN unit or resourced provision is counted only
// where it is in the pupil's plan (school census guide, SEN unit indicator).
func (c *Codes) CheckNeeds(p Pupil, status string, needs []string) []finding.Finding {
	var out []finding.Finding
	add := func(is bool, code, field string, args ...string) {
		if is {
			out = append(out, finding.Finding{Code: code, Field: field, Severity: finding.Warn, Args: args})
		}
	}
	onRegister := status == "K" || status == "E"
	add(onRegister && len(needs) == 0, CensusNoNeed, "needs")
	add(!onRegister && len(needs) > 0, CensusNeedOnly, "needs")
	if onRegister {
		for _, need := range needs {
			add(!c.NeedFits(need, status), CensusNeedMisfit, "needs", need, status)
		}
	}
	add(status != "E" && (p.Flags.Has(FlagSENUnit) || p.Flags.Has(FlagResourced)), CensusUnitNoPlan, "flags")
	return out
}

// NeedCount is how many pupils on the SEN register have a type of need as their
// primary one.
type NeedCount struct {
	Need  string `json:"need"` // "" for those without one
	K     int    `json:"k"`
	E     int    `json:"e"`
	Total int    `json:"total"`
}

// CountNeeds counts primary needs by type, in the order of the code list. With
// published, types are counted as DfE's tables count them, for setting beside those.
func CountNeeds(c *Codes, rows []CensusRow, published bool) []NeedCount {
	var out []NeedCount
	for _, n := range c.Needs {
		if !published || c.AsPublished(n.Code) == n.Code {
			out = append(out, NeedCount{Need: n.Code})
		}
	}
	out = append(out, NeedCount{})
	for _, r := range rows {
		if r.Status != "K" && r.Status != "E" {
			continue
		}
		need := ""
		if len(r.Needs) > 0 {
			need = r.Needs[0]
		}
		if published {
			need = c.AsPublished(need)
		}
		at := slices.IndexFunc(out, func(n NeedCount) bool { return n.Need == need })
		if at < 0 { // a type that this list of codes does not have
			at = len(out)
			out = append(out, NeedCount{Need: need})
		}
		out[at].Total++
		if r.Status == "K" {
			out[at].K++
		} else {
			out[at].E++
		}
	}
	return slices.DeleteFunc(out, func(n NeedCount) bool { return n.Total == 0 })
}
