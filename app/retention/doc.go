// Package retention says how long a school keeps which record about a pupil and from
// which day it may go. The times are a pack that a school or a council replaces; the
// rules here are the kinds of rule there are. Nothing is deleted here: a list of what is
// due is made, and a person decides (UK GDPR Article 5(1)(e), storage limitation).
package retention
