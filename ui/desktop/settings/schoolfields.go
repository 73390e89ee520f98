package settings

import (
	"needsbook/app/day"
	"needsbook/app/school"
)

// schoolField is one of the school's details: its label, and where it stands. One of
// text, number and date is set.
type schoolField struct {
	name, label, hint string
	text              func(*school.School) *string
	number            func(*school.School) *int
	most              int // of a number
	date              func(*school.School) *day.Date
}

// schoolGroups are the school's details as the page groups them.
var schoolGroups = []struct {
	title  string
	fields []schoolField
}{
	{"School", []schoolField{
		{name: "name", label: "Name", text: func(s *school.School) *string { return &s.Name }},
		{name: "urn", label: "URN", hint: "Six digits, from Get Information about Schools. The {cluster} knows the school by it.", text: func(s *school.School) *string { return &s.URN }},
		{name: "laestab", label: "DfE number", hint: "Such as 886/9999.", text: func(s *school.School) *string { return &s.LAEstab }},
		{name: "phase", label: "Phase", text: func(s *school.School) *string { return &s.Phase }},
		{name: "last_year", label: "Last year group", hint: "The year in which pupils leave, such as 2 for an infant school. Empty is the usual one of the phase.", text: func(s *school.School) *string { return &s.LastYear }},
		{name: "authority", label: "Council", text: func(s *school.School) *string { return &s.Authority }},
		{name: "roll", label: "Pupils on roll", hint: "Where the register holds only some of them. Empty counts the register.", number: func(s *school.School) *int { return &s.Roll }, most: 9999},
		{name: "cluster", label: "{Cluster}", hint: "Its code, such as KENT-07.", text: func(s *school.School) *string { return &s.Cluster }},
	}},
	{"People", []schoolField{
		{name: "head", label: "Head teacher", text: func(s *school.School) *string { return &s.Head }},
		{name: "senco", label: "SENCO", text: func(s *school.School) *string { return &s.Senco }},
		{name: "senco_since", label: "SENCO since", hint: "The qualification is due within three years of this day.", date: func(s *school.School) *day.Date { return &s.SencoSince }},
		{name: "senco_qualified", label: "Qualified on", hint: "When the SENCO got the mandatory qualification.", date: func(s *school.School) *day.Date { return &s.SencoQualified }},
		{name: "senco_email", label: "SENCO's e-mail", text: func(s *school.School) *string { return &s.SencoEmail }},
		{name: "senco_phone", label: "SENCO's telephone", text: func(s *school.School) *string { return &s.SencoPhone }},
		{name: "senco_times", label: "Best times", hint: "When the SENCO can be reached.", text: func(s *school.School) *string { return &s.SencoTimes }},
		{name: "senco_deputy", label: "When away", hint: "Whom to ask when the SENCO is away.", text: func(s *school.School) *string { return &s.SencoDeputy }},
		{name: "senco_qualification", label: "SENCO's training", hint: "A sentence for the report.", text: func(s *school.School) *string { return &s.SencoTraining }},
		{name: "designated_teacher", label: "Designated teacher", hint: "For children in care.", text: func(s *school.School) *string { return &s.Designated }},
		{name: "governor", label: "Governor for SEN", text: func(s *school.School) *string { return &s.Governor }},
		{name: "approver", label: "Who approves the report", text: func(s *school.School) *string { return &s.Approver }},
		{name: "complaints", label: "Complaints go to", text: func(s *school.School) *string { return &s.Complaints }},
	}},
	{"Addresses", []schoolField{
		{name: "website", label: "Website", text: func(s *school.School) *string { return &s.Website }},
		{name: "local_offer", label: "Local offer", hint: "The address of the council's local offer.", text: func(s *school.School) *string { return &s.LocalOffer }},
		{name: "parent_support", label: "Support for parents", hint: "The local information, advice and support service.", text: func(s *school.School) *string { return &s.ParentSupport }},
		{name: "policy", label: "SEN policy", text: func(s *school.School) *string { return &s.Policy }},
		{name: "access_plan", label: "Accessibility plan", text: func(s *school.School) *string { return &s.AccessPlan }},
		{name: "strategy", label: "Inclusion strategy", text: func(s *school.School) *string { return &s.Strategy }},
	}},
	{"Plans", []schoolField{
		{name: "reviews_a_year", label: "Reviews a year", hint: "How often plans and provision are reviewed: the next review is set by it, on a school day. Empty is three times, about each term.",
			number: func(s *school.School) *int { return &s.Reviews }, most: 52},
	}},
	{"Report", []schoolField{
		{name: "meetings_a_year", label: "Meetings with parents a year", number: func(s *school.School) *int { return &s.Meetings }, most: 52},
		{name: "access_plan_end", label: "Accessibility plan ends", date: func(s *school.School) *day.Date { return &s.AccessPlanEnd }},
		{name: "published", label: "Report last published", date: func(s *school.School) *day.Date { return &s.Published }},
	}},
}
