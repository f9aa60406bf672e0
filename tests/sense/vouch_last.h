/* What a model might write of invented reports: twenty sentences of both kinds, written before the
 * rules of vouch.c were, and never looked at while these were made. Included by vouch_test.c. */
#define FERRY                                                                                      \
    "The ferry Marsh Heron ran aground off Tolle Point early on Tuesday with 64 people aboard.\n"  \
    "Coast guard boats took off all passengers by noon, and nobody was hurt, said harbour master " \
    "Edda Quill.\n"                                                                                \
    "The operator, Callow Ferries, said an engine had failed shortly before the grounding.\n"      \
    "Callow Ferries denied that the vessel had missed an inspection in March."
#define TANNERY                                                                                    \
    "The town council of Brandow voted 7 to 4 on Wednesday to sell the old tannery for $3.2 "      \
    "million.\n"                                                                                   \
    "Councillor Ines Marrable, who voted against the sale, said the price was far too low.\n"      \
    "The buyer, Pell & Soame, plans to build 120 flats on the site by 2029.\n"                     \
    "“We will fight this in court,” said Jon Verity, who leads the residents' group."
#define QUAKE                                                                                      \
    "A magnitude 5.8 earthquake shook the province of Orvale Hills on Friday night, killing at "   \
    "least nine people and injuring 41.\n"                                                         \
    "The interior ministry raised the death toll to 12 on Saturday.\n"                             \
    "Rescue teams from the neighbouring Lowmark have not yet reached two villages, Kessin and "    \
    "Dorrow.\n"                                                                                    \
    "Governor Tamsin Roke rejected claims that help had come too late."

static const struct vouch_case last[] = {
    {FERRY,
     "A ferry carrying 64 people, the Marsh Heron, ran aground off Tolle Point on Tuesday. [1]",
     true},
    {FERRY,
     "All of the passengers were brought off by noon and no one was injured, harbour master Edda "
     "Quill said. [2]",
     true},
    {FERRY, "Callow Ferries admitted that the vessel had missed an inspection in March. [4]",
     false},
    {FERRY, "The ferry ran aground because of thick fog, said Edda Quill. [1,2]", false},
    {FERRY,
     "According to Callow Ferries, an engine had broken down just before the ship ran aground. [3]",
     true},
    {FERRY, "Callow Ferries said that an engine had failed before the grounding. [2]", false},
    {TANNERY,
     "Brandow's town council voted 7–4 to sell the old tannery for 3.2 million dollars. [1]", true},
    {TANNERY, "Pell & Soame intends to build 120 flats there by 2029. [3]", true},
    {TANNERY, "Pell & Soame has built 120 flats on the site. [3]", false},
    {TANNERY, "Ines Marrable voted for the sale and called the price fair. [2]", false},
    {TANNERY,
     "Jon Verity, leader of the residents' group, said: \"We will fight this in court.\" [4]",
     true},
    {TANNERY, "\"We will appeal to the highest court,\" said Jon Verity. [4]", false},
    {TANNERY, "The tannery will be sold for $32 million. [1]", false},
    {QUAKE, "The death toll had risen to twelve by Saturday, the interior ministry said. [2]",
     true},
    {QUAKE, "At least 41 people were killed and nine were injured. [1]", false},
    {QUAKE,
     "Two villages, Kessin and Dorrow, have still not been reached by rescue teams from Lowmark. "
     "[3]",
     true},
    {QUAKE, "Rescue teams from Lowmark have reached the villages of Kessin and Dorrow. [3]", false},
    {QUAKE, "Governor Tamsin Roke denied that help had arrived too late. [4]", true},
    {QUAKE, "Tamsin Roke said that help had come too late. [4]", false},
    {QUAKE, "The earthquake, of magnitude 5.8, killed at least nine people. [1]", true},
};
