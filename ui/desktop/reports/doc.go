// Package reports is where a SENCO writes the documents that the school must put on its
// website: the SEN information report and the inclusion strategy. The sections stand at
// the left, each with how far it answers its clause; the school's own words stand in the
// middle, with the facts that can be put into them and the law one click away; what is
// still to do and how easily the words read stand at the right, with plainer words that
// are taken or refused one by one. Over them stand the steps to a published document:
// finish, update the figures, approval, publish, export. What was published before is a
// page of its own. The law, the checks, the facts and the versions are the desk's; none
// is here.
package reports
