// Package continuum knows the scale of need: its levels, areas and strands, the
// rules that turn ratings into a suggested level, and how a person confirms it.
//
// The scale itself is a pack that a council may replace. This package holds the
// kinds of rule; the pack holds the values. A pack that asks for a kind of rule
// not known here, or whose own worked examples do not come out, is refused.
//
// A level describes need and usual help. It is not a diagnosis and not a test for
// an EHC needs assessment (Children and Families Act 2014, section 36(8)), and a
// suggestion is only that: the SENCO decides.
package continuum
