"""Interviews that no threshold of `questions.py` was chosen on: other manners, order and faults.

A line is as in `questions.py`. The interviewers paraphrase, ask in another order, leave questions
out, chat, and come back to what was said; half of the texts are as a speech model writes them, in
small letters, without question marks, with words that sound alike in the place of others.
"""

from __future__ import annotations

NL_BRISK = """nl
-	Loopt ie? Ja, het lampje brandt.
	Oké.
-	Even voor de tape: dit is gesprek nummer drie, het is dinsdag.
	Ja.
today	Hoe zit u erbij vanmiddag?
	Beetje zenuwachtig.
-	Hoeft niet hoor. Is het druk op de weg geweest?
	Nee, ik was met de tram.
medication	Slikt u op dit moment iets, of vroeger? Hoe bevielen die middelen?
	Olanzapine, daar werd ik een zombie van.
-	Een zombie, hoe moet ik me dat voorstellen?
	Op de bank, de hele dag.
hospitalization	En hebt u weleens in een kliniek gelegen? Vertel daar eens over.
	Twee keer, in Den Dolder.
-	Hoe lang?
	Drie maanden.
coercion	Is er toen ook weleens iets gedaan waar u het niet mee eens was, vastgebonden, spuit?
	Ik ben gesepareerd.
-	Jeetje.
	Ja.
diagnosis	Welk etiket hebben ze erop geplakt, en wat vond u daarvan?
	Schizofrenie. Dat vond ik erg.
psychological-treatment	Praatte u daar ook met een therapeut?
	Een keer per week.
helped	Waar hebt u het meeste aan gehad om erbovenop te komen?
	Mijn moeder.
hindered	En wat zat er in de weg?
	Schulden.
goals	Wat staat er nog op uw lijstje om te doen?
	Mijn rijbewijs.
hopes	Hoe ziet u de komende jaren voor u?
	Rustig.
advice	Stel, iemand van twintig overkomt dit morgen: wat zegt u dan?
	Blijf praten.
conversation	Viel het mee, zo met mij praten?
	Jawel.
"""
NL_MACHINE = """nl
-	ja ik denk dat ie nu op neemt
	ja
-	wilt u nog water of zo
	nee dank u
today	nou fijn dat u der bent hoe gaat het met u vandaag
	goed hoor
daily-life	en hoe ziet zon gewone dag der uit bij u
	ik werk in de kringloop
-	o leuk en wat doet u daar dan
	kleren sorteren
-	ja
	en koffie zetten
story	ik ben eigenlijk heel benieuwd wat er alle maal gebeurd is in uw leven u mag zelf beginnen
	nou het begon na mijn scheiding
-	hm hm
	toen hoorde ik stemmen
-	en hoe was dat
	heel eng
-	ja dat snap ik
	ja
important-moments	waren der ook momenten dat het echt veranderde
	toen mijn zus kwam
own-view	hoe kijkt u daar nou zelf op terug nu
	ik was gewoon ziek
vulnerabilities	iedereen heeft ook zn kwetsbare kant hoe zit dat bij u
	ik slaap slecht
strengths	en wat zijn nou uw sterke kanten
	ik ben lief
recovery	ze hebben het altijd over her stel wat is dat voor u
	weer mezelf zijn
helped	wat heeft u nou ge holpen
	de kringloop
hindered	en wat werkte der tegen
	mijn baas toen
looking-back	we zijn bijna aan het einde wat vond u nou het belangrijkste van wat u verteld heeft
	dat van mijn zus
anything-to-add	is der nog iets wat ik vergeten ben te vragen
	nee
"""
EN_CHATTY = """en
-	You found it all right, then? The lift was broken last week.
	Yes, fine.
-	Good. My dog chewed the consent forms, so these are fresh ones.
	Ha.
today	So how have you been keeping?
	So-so.
-	I am sorry to hear that. The weather does not help.
	No.
story	If your life were a book, how would it go? Start at any chapter you like.
	Well, chapter one is Hull.
-	Hull! I have an aunt there.
	Then you know.
-	Carry on.
	I left at sixteen.
hospitalization	And at some point you ended up on a ward. What was that like?
	Loud. Kind nurses, though.
coercion	Did anybody ever make you have treatment you had said no to?
	An injection, once.
medication	Are you on tablets still? What have they done for you?
	They keep me steady.
psychological-treatment	Did you see a counsellor or anyone like that?
	For a year.
diagnosis	What did the doctors call it, and how did that sit with you?
	Bipolar. It was a relief.
vulnerabilities	When do things start to wobble for you?
	When I do not sleep.
strengths	And what are you good at?
	Cooking.
helped	What got you through?
	My church.
hindered	And what held you back?
	Drink.
hopes	Where would you like to be in five years?
	By the sea.
advice	What would you tell a younger you?
	Ask for help.
conversation	How did you find talking to me?
	Easy.
"""
EN_MACHINE = """en
-	okay i think we are recording
	okay
today	so how are you today
	im fine thanks
daily-life	could you tell me what an ordinary day looks like for you
	i get up and feed the cats
-	how many cats do you have
	three
story	id like to hear your story what has happened in your life
	it started in college
-	right
	i stopped sleeping
important-moments	which moments where important to you when something changed
	when i met my partner
-	and who was there
	just us
recovery	some people use the word recover e what does it mean to you
	getting up in the morning
hopes	when you look a head what do you hope for
	quiet
goals	and what would you like to a chief
	a job
strengths	what are your strengths would you say
	i listen
helped	what has helped you
	my cats
-	how did they help
	they need me
hindered	and what made it harder what got in your weigh
	my landlord
medication	id also like to ask about medication what are your experiences
	weight gain
looking-back	we are nearly at the end what matters most to you of what we talked about
	the cats
anything-to-add	is there anything else you want to tell me
	no
"""
HELD_OUT = {
    "held out, nl, brisk, own words": NL_BRISK,
    "held out, nl, machine text": NL_MACHINE,
    "held out, en, chatty, own words": EN_CHATTY,
    "held out, en, machine text": EN_MACHINE,
}
