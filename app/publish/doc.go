// Package publish makes the public documents of a school: the SEN information
// report that section 69 of the Children and Families Act 2014 and Schedule 1 of
// the SEND Regulations 2014 ask for.
//
// The sections, the questions they answer and starter words come from a pack.
// The school writes its own words; marks in them such as {{senco_name}} are filled
// with live facts. Each section is checked against the clause it answers, and the
// whole is publishable or not, with reasons. Numbers of pupils pass through one
// rule (figures.go), so that none under five is printed or can be worked out.
// What comes out is a paper.Doc: the same words on paper and on the web.
package publish
