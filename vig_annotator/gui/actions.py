"""What a user can do: one row for each action. Menus, keys, the key overlay, the docs and the tests are made from it.

Plain letters and digits belong to the codes of a codebook, save those that `codebook/reserved_keys.py` keeps for the
player; everything else has Ctrl, Alt, an F-key or a key that is no character.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """Under which heading an action stands in menus and in the key overlay."""

    FILM = "Film"
    PLAY = "Play"
    TAG = "Tag"
    MOMENTS = "Moments"
    REEL = "Reel"
    CODINGS = "Codings"
    REVIEW = "Review"
    FAMILY = "Family"
    CODEBOOK = "Codebook"
    VIEW = "View"
    PICTURE = "Picture"
    HELP = "Help"


class Need(StrEnum):
    """What must be there for an action to make sense; otherwise it is greyed out."""

    NOTHING = "nothing"
    FILM = "a film on the screen"
    FRAMES = "a film whose frames are known"
    TAG = "a chosen tag"
    MOMENT = "a chosen moment"
    CHOSEN = "something chosen"
    UNDO = "something to undo"
    REDO = "something to redo"
    CLIPS = "a reel with clips"
    MOVABLE = "a chosen moment or clip"
    PACKET = "an open packet"


@dataclass(frozen=True, slots=True)
class Action:
    """One row.

    Attributes:
        id: stable name; also the name of the method that does it, below its topic's object: ``play.toggle``.
        title: what menus say.
        keys: portable key sequences (``Ctrl+O``), the first is the one that is shown.
        help: one sentence: what it does.
        repeats: whether a key that is held down does it again and again.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    help: str
    topic: Topic
    need: Need = Need.NOTHING
    repeats: bool = False

    @property
    def key(self) -> str:
        """The key that is shown; empty if there is none."""
        return self.keys[0] if self.keys else ""


ACTIONS: tuple[Action, ...] = (
    # Film
    Action("film.open", "Open a film…", ("Ctrl+O",), "Choose a film and begin to code it.", Topic.FILM),
    Action("film.start_page", "Start page", ("Ctrl+H",), "Go back to the families.", Topic.FILM),
    Action("film.open_demo", "Try it with the demo film", (), "Open a short drawn film that is already coded.", Topic.FILM),
    Action("film.relink", "Show where the film is…", (), "Tell the program where a film was moved to.", Topic.FILM),
    Action("exchange.bring_in", "Import from another program…", ("Ctrl+I",), "Bring in files of ELAN, BORIS, Datavyu, Praat and others, or tables.", Topic.FILM),
    Action("exchange.take_out", "Export for another program…", ("Ctrl+Shift+S",), "Write tags for ELAN, BORIS, Datavyu, Praat, R, Excel and others.", Topic.FILM),
    Action("recording.go_on_with", "The film goes on in another file…", (), "Camcorders cut long films up: add the files that follow, and all plays as one film.", Topic.FILM, Need.FRAMES),
    Action("recording.take_out", "Take its last file out", (), "Take the last file of a film that lies in several out of this session; the file stays where it is.", Topic.FILM, Need.FRAMES),
    Action("recording.beside", "Another camera’s film…", (), "Show the film of another camera that filmed the same visit beside this one, in step with it.", Topic.FILM, Need.FRAMES),
    Action("recording.by_sound", "In step by the sound", (), "Find where the other camera’s film belongs by what both heard.", Topic.FILM, Need.FRAMES),
    Action("recording.clap", "Same instant in both", ("Ctrl+F12",), "Choose it where the film shows a clap, then where the other camera’s picture shows it.", Topic.FILM, Need.FRAMES),
    Action("recording.earlier", "Other camera a frame earlier", ("Alt+F12",), "Move the other camera’s film a frame earlier on the clock.", Topic.FILM, Need.FRAMES, repeats=True),
    Action("recording.later", "Other camera a frame later", ("Shift+F12",), "Move the other camera’s film a frame later on the clock.", Topic.FILM, Need.FRAMES, repeats=True),
    Action("recording.take_away", "Take the other camera’s film away", (), "Show it no longer; the file stays where it is.", Topic.FILM, Need.FRAMES),
    Action("film.save_picture", "Save this picture…", ("Ctrl+Shift+P",), "Save the frame on the screen as a PNG picture, full size.", Topic.FILM, Need.FRAMES),
    Action("film.saved", "Is it saved?", ("Ctrl+S",), "There is nothing to save by hand: every tag is on disk when the key comes up.", Topic.FILM),
    Action("film.choose_library", "Open another library…", (), "Work in another folder of families and films.", Topic.FILM),
    Action("film.choose_codebook", "Code with another codebook…", (), "Choose the codebook for this film; earlier codings are kept.", Topic.FILM),
    Action("film.quit", "Quit", ("Ctrl+Q",), "Close the program; everything is saved already.", Topic.FILM),
    # Play
    Action("play.toggle", "Play or pause", ("Space",), "Play with sound, or stop on the frame that is on the screen.", Topic.PLAY, Need.FILM),
    Action("play.back", "Play backwards", ("J",), "Run the picture back; again: faster, to 4x; while K is held: slowly.", Topic.PLAY, Need.FRAMES),
    Action("play.stop", "Stop", ("K",), "Stop on the frame that is on the screen.", Topic.PLAY, Need.FILM),
    Action("play.on", "Play on", ("L",), "Play with sound; again: faster, to 4x; while K is held: slowly.", Topic.PLAY, Need.FRAMES),
    Action("play.frame_back", "One frame back", ("Left", ","), "Show the frame before; hold the key to run.", Topic.PLAY, Need.FRAMES, repeats=True),
    Action("play.frame_on", "One frame on", ("Right", "."), "Show the next frame; hold the key to run.", Topic.PLAY, Need.FRAMES, repeats=True),
    Action("play.second_back", "1 second back", ("Shift+Left",), "Jump one second back.", Topic.PLAY, Need.FILM, repeats=True),
    Action("play.second_on", "1 second on", ("Shift+Right",), "Jump one second on.", Topic.PLAY, Need.FILM, repeats=True),
    Action("play.jump_back", "5 seconds back", ("Ctrl+Left",), "Jump five seconds back.", Topic.PLAY, Need.FILM, repeats=True),
    Action("play.jump_on", "5 seconds on", ("Ctrl+Right",), "Jump five seconds on.", Topic.PLAY, Need.FILM, repeats=True),
    Action("play.again", "Once more, from 2 seconds before", ("Shift+Space",), "Go two seconds back and play.", Topic.PLAY, Need.FILM),
    Action("play.start", "To the start", ("Home",), "Show the first frame.", Topic.PLAY, Need.FILM),
    Action("play.end", "To the end", ("End",), "Show the last frame.", Topic.PLAY, Need.FRAMES),
    Action("play.tag_before", "To the tag before", ("Alt+Left", "PgUp"), "Choose the tag before this place and go there.", Topic.PLAY, Need.FRAMES, repeats=True),
    Action("play.tag_after", "To the next tag", ("Alt+Right", "PgDown"), "Choose the next tag and go there.", Topic.PLAY, Need.FRAMES, repeats=True),
    Action("play.tier_before", "To the tag before in its tier", ("Ctrl+PgUp",), "Choose the tag before of the same subject and group, and go there.", Topic.PLAY, Need.FRAMES, repeats=True),
    Action("play.tier_after", "To the next tag in its tier", ("Ctrl+PgDown",), "Choose the next tag of the same subject and group, and go there.", Topic.PLAY, Need.FRAMES, repeats=True),
    Action("play.go_to", "Go to a time or frame…", ("Ctrl+G",), "Type 0:01:30.500, 90.5 or f2700.", Topic.PLAY, Need.FRAMES),
    Action("play.loop", "Loop", ("Ctrl+L",), "Play the chosen tag or moment again and again; else the marked stretch; again: stop looping.", Topic.PLAY, Need.FRAMES),
    Action("play.loop_from", "Loop from here (A)", ("Alt+A",), "A loop begins with the frame on the screen.", Topic.PLAY, Need.FRAMES),
    Action("play.loop_to", "Loop to here (B)", ("Alt+B",), "The loop ends with the frame on the screen, and is played.", Topic.PLAY, Need.FRAMES),
    Action("play.lead_in", "Lead-in of loops…", (), "How much of what came before is looped with a tag.", Topic.PLAY),
    Action("play.slower", "Slower", ("Ctrl+Down",), "The next slower speed; the voice keeps its pitch.", Topic.PLAY, Need.FILM),
    Action("play.faster", "Faster", ("Ctrl+Up",), "The next faster speed; the voice keeps its pitch.", Topic.PLAY, Need.FILM),
    Action("play.normal_speed", "Normal speed", ("Ctrl+1",), "Play at normal speed.", Topic.PLAY, Need.FILM),
    Action("play.mute", "Sound on or off", ("Alt+M",), "Switch the sound off or on.", Topic.PLAY, Need.FILM),
    Action("play.louder", "Louder", ("Alt+Shift+Up",), "A little louder.", Topic.PLAY, Need.FILM, repeats=True),
    Action("play.quieter", "Quieter", ("Alt+Shift+Down",), "A little quieter.", Topic.PLAY, Need.FILM, repeats=True),
    # Tag
    Action("tag.find", "Find a code or command…", ("Ctrl+K", "/"), "Type a few letters of a code or command, then Enter.", Topic.TAG),
    Action("tag.search", "Search the tags…", ("Ctrl+F",), "List only tags whose code, subject, note or choices hold what you type.", Topic.TAG, Need.FILM),
    Action("tag.end_running", "End what is running", ("Ctrl+E",), "End every running state on this frame.", Topic.TAG, Need.FRAMES),
    Action("tag.undo", "Undo", ("Ctrl+Z", "Z"), "Take back the last change; it reaches back without end.", Topic.TAG, Need.UNDO, repeats=True),
    Action("tag.redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Bring back what was undone.", Topic.TAG, Need.REDO, repeats=True),
    Action("tag.delete", "Delete", ("Delete", "Backspace"), "Delete the chosen tags, moment or clip.", Topic.TAG, Need.CHOSEN),
    Action("tag.change_code", "Change the code…", ("F3",), "Say that the chosen tag is of another code.", Topic.TAG, Need.TAG),
    Action("tag.note", "Write a note…", ("F2",), "Write a note on the chosen tag.", Topic.TAG, Need.TAG),
    Action("tag.modify", "Further choices…", ("Shift+F2",), "Say more about the chosen tag, such as how: type a few letters of the choice.", Topic.TAG, Need.TAG),
    Action("tag.start_here", "Start on this frame", ("Alt+I",), "Put the start of the chosen tag on the frame on the screen.", Topic.TAG, Need.TAG),
    Action("tag.end_here", "End on this frame", ("Alt+O",), "Make the frame on the screen the last one of the chosen tag.", Topic.TAG, Need.TAG),
    Action("tag.start_earlier", "Start one frame earlier", ("Alt+,",), "Move the start of the chosen tag a frame back.", Topic.TAG, Need.TAG, repeats=True),
    Action("tag.start_later", "Start one frame later", ("Alt+.",), "Move the start of the chosen tag a frame on.", Topic.TAG, Need.TAG, repeats=True),
    Action("tag.end_earlier", "End one frame earlier", ("Ctrl+,",), "Move the end of the chosen tag a frame back.", Topic.TAG, Need.TAG, repeats=True),
    Action("tag.end_later", "End one frame later", ("Ctrl+.",), "Move the end of the chosen tag a frame on.", Topic.TAG, Need.TAG, repeats=True),
    Action("tag.repeat", "Tag the last code again", ("Ctrl+R",), "Tag the code that was tagged last on the frame on the screen, with the same choices.", Topic.TAG, Need.FRAMES),
    Action("tag.split", "Split on this frame", ("Ctrl+B",), "Part the chosen tag in two; the second begins with the frame on the screen.", Topic.TAG, Need.TAG),
    Action("tag.merge", "Merge", ("Ctrl+J",), "Make one tag of the chosen ones; of one alone and the next of its code.", Topic.TAG, Need.CHOSEN),
    Action("tag.copy_to", "Copy to another code…", ("Shift+F3",), "Set tags of another code where the chosen ones are.", Topic.TAG, Need.CHOSEN),
    Action("tag.earlier", "One frame earlier", ("Alt+Shift+Left",), "Move the chosen tags a frame back.", Topic.TAG, Need.CHOSEN, repeats=True),
    Action("tag.later", "One frame later", ("Alt+Shift+Right",), "Move the chosen tags a frame on.", Topic.TAG, Need.CHOSEN, repeats=True),
    Action("tag.shift", "Move by frames…", ("Alt+Shift+M",), "Move the chosen tags by as many frames as you type, all in one step.", Topic.TAG, Need.CHOSEN),
    Action("tag.link", "Link", ("F6",), "Link the two chosen tags: an initiative and what answers it.", Topic.TAG, Need.CHOSEN),
    Action("tag.unlink", "Break the link", ("Shift+F6",), "Break the links of the chosen tags.", Topic.TAG, Need.CHOSEN),
    Action("tag.link_all", "Link all answers", (), "Link every answer that comes soon enough after what it answers.", Topic.TAG, Need.FRAMES),
    Action("tag.history", "History…", ("F8",), "List what was done, and go to any step of it.", Topic.TAG, Need.FILM),
    Action("tag.hold_keys", "Hold keys, or press twice…", (), "A state lasts as long as its key is held, or from press to press: as the codebook says, or as you choose.", Topic.TAG),
    Action("tag.press_twice", "Press keys twice", (), "A state starts with one press of its key and ends with the next, whatever the codebook says.", Topic.TAG),
    Action("tag.neighbours", "Neighbours give way, or stay", (), "What becomes of others in a group when a tag is moved onto them.", Topic.TAG),
    Action("tag.reaction_time", "Allow for reaction time…", (), "While the film plays, set tags earlier by the time that your hand needs.", Topic.TAG),
    Action("tag.calibrate", "Measure your reaction time…", (), "One minute with a light: how long your hand needs, to be used or not.", Topic.TAG),
    Action("tag.set_back", "Set back by the reaction time", (), "Set the chosen tags earlier by your reaction time, those that are not yet.", Topic.TAG, Need.CHOSEN),
    Action("tag.as_pressed", "Back to where the key came down", (), "Undo the setting back of the chosen tags for the reaction time.", Topic.TAG, Need.CHOSEN),
    Action("tag.choose_all", "Choose all tags", ("Ctrl+A",), "Choose every tag of this coding.", Topic.TAG, Need.FRAMES),
    Action("tag.choose_none", "Choose nothing", ("Esc",), "Let go of what is chosen, and close what lies over the film.", Topic.TAG),
    Action("pass.next", "Code the next subject only", ("F7",), "Go on to the next subject (or tier): its codes only; after the last, everything.", Topic.TAG, Need.FILM),
    Action("pass.previous", "Code the subject before only", ("Shift+F7",), "Go back to the subject (or tier) before: its codes only.", Topic.TAG, Need.FILM),
    Action("pass.choose", "Code one subject or tier…", ("Ctrl+F7",), "Choose what this pass through the film is about; the others are dimmed or hidden.", Topic.TAG, Need.FILM),
    Action("pass.everything", "Code everything", (), "This pass is about everything again.", Topic.TAG, Need.FILM),
    Action("pass.hide_others", "Hide or dim the others", ("Alt+F7",), "What this pass is not about is hidden, or dimmed.", Topic.TAG),
    Action("pass.stop_after_tag", "Stop after each tag", ("F5",), "The film stops after each tag, or plays on.", Topic.TAG),
    Action("pass.interval", "Stop every few seconds…", ("Shift+F5",), "The film stops at even intervals, so that each can be judged.", Topic.TAG),
    Action("pass.no_interval", "Stop at no intervals", (), "The film plays on from one interval to the next.", Topic.TAG),
    # Moments
    Action("moment.mark_in", "A moment begins here", ("[", "I"), "Mark the frame on the screen as the first of a moment.", Topic.MOMENTS, Need.FRAMES),
    Action("moment.mark_out", "A moment ends here", ("]", "O"), "Make a moment that ends with the frame on the screen.", Topic.MOMENTS, Need.FRAMES),
    Action("moment.of_tag", "Make a moment of the tag", ("Ctrl+M",), "A moment of the chosen tag's stretch; of an instant, two seconds either side.", Topic.MOMENTS, Need.TAG),
    Action("moment.play", "Play the moment", ("Ctrl+P",), "Play the chosen moment from its first frame.", Topic.MOMENTS, Need.MOMENT),
    Action("moment.star", "Star", ("Ctrl+D",), "Star the chosen moment as one of the best, or take the star away.", Topic.MOMENTS, Need.MOMENT),
    Action("moment.caption", "Caption…", ("F4",), "Say what the chosen moment or clip shows, in words that the parent may read.", Topic.MOMENTS, Need.MOVABLE),
    Action("moment.begin_here", "Move its start here", ("Alt+Shift+I",), "Put the start of the chosen moment on the frame on the screen.", Topic.MOMENTS, Need.MOMENT),
    Action("moment.finish_here", "Move its end here", ("Alt+Shift+O",), "Make the frame on the screen the last one of the chosen moment.", Topic.MOMENTS, Need.MOMENT),
    Action("moment.to_reel", "Send to the reel", ("Ctrl+Return",), "Put the chosen moment at the end of the reel.", Topic.MOMENTS, Need.MOMENT),
    Action("moment.up", "Earlier in the order", ("Alt+Up",), "Move the chosen moment or clip one place up.", Topic.MOMENTS, Need.MOVABLE, repeats=True),
    Action("moment.down", "Later in the order", ("Alt+Down",), "Move the chosen moment or clip one place down.", Topic.MOMENTS, Need.MOVABLE, repeats=True),
    # Reel
    Action("builder.open", "Build the reel…", ("Ctrl+Shift+R",), "Choose clips, see the reel as it will be, put words, stills and blurs in.", Topic.REEL, Need.FILM),
    Action("making.film", "Make a film…", ("Ctrl+Shift+E",), "Make a film of the reel, or something else: choose what, see what it will cost and what to see to first.", Topic.REEL, Need.CLIPS),
    Action("making.each", "A film for each clip…", (), "Make every clip of the reel a film of its own.", Topic.REEL, Need.CLIPS),
    Action("making.stills", "Stills of the reel…", (), "Save one picture of each clip, as the reel shows it.", Topic.REEL, Need.CLIPS),
    Action("making.sheet", "Keepsake sheet…", (), "Make a page for the family's fridge: stills, captions, what they hope for.", Topic.REEL, Need.CLIPS),
    Action("making.queue", "What is being made", ("Ctrl+Shift+J",), "Show what is being made in the background, or hide it.", Topic.REEL),
    Action("exchange.reel", "Reel for an editing program…", (), "Write the reel's clips and markers as OpenTimelineIO.", Topic.REEL, Need.CLIPS),
    Action("reel.new", "New reel", (), "Begin another reel for this family.", Topic.REEL, Need.FILM),
    Action("reel.delete", "Delete the reel", (), "Delete the reel that is shown, with its clips. Films, moments and what was made of it stay; undo brings it back.", Topic.REEL, Need.FILM),
    # Codings
    Action("codings.who", "Who codes now…", ("Ctrl+Shift+U",), "Say who works from now on, or add somebody.", Topic.CODINGS),
    Action("codings.switch", "Another coding of this film…", ("F10",), "Show another coding of this film, or begin one.", Topic.CODINGS, Need.FILM),
    Action("codings.new", "Begin another coding", ("Shift+F10",), "Code this film once more, with the same codebook; the others are kept.", Topic.CODINGS, Need.FILM),
    Action("codings.blind", "Code blind", (), "Hide this coding and those of others from each other until both were sent.", Topic.CODINGS, Need.FILM),
    Action("codings.submit", "Send to the supervisor", ("Ctrl+Shift+Return",), "Send this coding to the supervisor; it is locked until it comes back.", Topic.CODINGS, Need.FRAMES),
    Action("codings.take_back", "Take back what was sent", (), "Go on with a coding that was sent and not looked at yet.", Topic.CODINGS, Need.FILM),
    Action("codings.give_back", "Return to the coder", ("Ctrl+Shift+B",), "As its supervisor, return this coding with your remarks.", Topic.CODINGS, Need.FILM),
    Action("codings.approve", "Approve", ("Ctrl+Shift+A",), "As its supervisor, approve this coding; nobody changes it from then on.", Topic.CODINGS, Need.FILM),
    Action("codings.reopen", "Reopen", (), "As its supervisor, give an approved coding back to its coder; it is logged.", Topic.CODINGS, Need.FILM),
    Action("compare.coders", "Compare two coders…", ("Ctrl+Shift+K",), "See how far two codings of this film agree, and play where they differ.", Topic.CODINGS, Need.FILM),
    Action("compare.sessions", "Agreement over sessions…", ("Ctrl+Alt+K",), "See how far people agree in all sessions that two coded, or in some; the worst first.", Topic.CODINGS),
    Action("training.mark", "Make this the reference…", (), "Let trainees be compared with this coding, and set the pass mark.", Topic.CODINGS, Need.FILM),
    Action("training.unmark", "Take away the mark of the reference", (), "This coding is the reference no longer; as long as nobody was compared with it.", Topic.CODINGS, Need.FILM),
    Action("training.check", "Compare with the reference", ("Ctrl+Shift+G",), "See what of this coding was right, missed, extra or taken for something else.", Topic.CODINGS, Need.FILM),
    Action("training.log", "Log of attempts…", (), "Every comparison with a reference: who, when, kappa, passed, next check.", Topic.CODINGS),
    Action("codings.second", "Send for second coding…", (), "Draw a random share of the sessions, or stretches of them, for a second coder.", Topic.CODINGS),
    Action("codings.next_stretch", "To the next stretch to be coded", ("Alt+N",), "Go to the next stretch that was drawn for this coding.", Topic.CODINGS, Need.FRAMES),
    # Review
    Action("review.comment", "Comment…", ("Alt+Shift+C",), "Comment on the chosen tag, else the marked stretch, else the frame on the screen.", Topic.REVIEW, Need.FRAMES),
    Action("review.comment_all", "Comment on the whole coding…", ("Alt+Shift+W",), "Say something about this coding as a whole.", Topic.REVIEW, Need.FILM),
    Action("review.accept", "Accept", ("Alt+Shift+A",), "As the supervisor, agree with the chosen tag, and go to the next one.", Topic.REVIEW, Need.TAG),
    Action("review.amend", "Amend…", ("Alt+Shift+P",), "As the supervisor, propose another code, start or end for the chosen tag.", Topic.REVIEW, Need.TAG),
    Action("review.question", "Question…", ("Alt+Shift+Q",), "As the supervisor, ask about the chosen tag.", Topic.REVIEW, Need.TAG),
    Action("review.reject", "Reject…", ("Alt+Shift+X",), "As the supervisor, propose that the chosen tag be deleted.", Topic.REVIEW, Need.TAG),
    Action("review.propose", "Propose a missing tag…", ("Alt+Shift+N",), "As the supervisor, propose a tag that is not there: on the frame on the screen, or over the marked stretch.", Topic.REVIEW, Need.FRAMES),
    Action("review.summary", "Strengths and next steps…", ("Alt+S",), "As the supervisor, sum up what was good and what comes next.", Topic.REVIEW, Need.FILM),
    Action("review.rate", "Fill in a rating form…", (), "As the supervisor, rate this coding, or a guider’s shared review, with a form of your service’s.", Topic.REVIEW, Need.FILM),
    Action("ratings.save", "Save the ratings…", (), "Write every rating of this library to a table, one row an item; what is blind to you is left out.", Topic.REVIEW),
    Action("review.next", "Next remark", ("F12",), "Go to the next remark that is still to be taken, answered or left.", Topic.REVIEW, Need.FRAMES),
    Action("review.take", "Take it", ("Alt+T",), "As the coder, do what the chosen remark proposes, and go to the next one.", Topic.REVIEW, Need.FRAMES),
    Action("review.leave", "Leave it", ("Alt+L",), "As the coder, leave the tag as it is, and go to the next remark.", Topic.REVIEW, Need.FRAMES),
    Action("review.reply", "Answer…", ("Alt+Return",), "Answer the chosen remark.", Topic.REVIEW, Need.FRAMES),
    Action("review.resolve", "Close or open", ("Alt+K",), "Close the chosen remark, or open it again.", Topic.REVIEW, Need.FRAMES),
    Action("packet.send", "Send to a supervisor elsewhere…", ("Ctrl+Alt+S",), "Seal films, or stretches of them, with codings and questions in one file that only your supervisor can open.", Topic.REVIEW),
    Action("packet.open", "Open a sealed packet…", ("Ctrl+Alt+O",), "Open a packet that was sent to you, or take in the answers to one that you sent.", Topic.REVIEW),
    Action("packet.answer", "Send the answers back…", ("Ctrl+Alt+Return",), "Write what you said in this packet to a sealed file that goes back to its sender.", Topic.REVIEW, Need.PACKET),
    Action("packet.key", "My key for packets…", (), "Make a key of your own, so that packets can be sealed for you without agreeing on a pass phrase.", Topic.REVIEW),
    # Family
    Action("share.present", "Show it to the parent", ("Ctrl+F5",), "The shared review: the reel full screen on the other display, or on this one.", Topic.REEL, Need.CLIPS),
    Action("share.hope", "The parent’s hope on their screen, or not", (), "Whether the shared review shows the parent’s own hope, in their own words.", Topic.REEL),
    Action("consent.show", "Consent…", ("Ctrl+Shift+C",), "Who is filmed, and what they said about showing it.", Topic.FAMILY, Need.FILM),
    Action("plan.show", "Plan…", (), "What the family hopes for, what goes well, what they try; one page to print.", Topic.FAMILY, Need.FILM),
    Action("held.show", "Shared reviews…", (), "Those that were held with the family: what was said, what you agreed, your notes.", Topic.FAMILY, Need.FILM),
    Action("register.show", "What was made…", ("Ctrl+Shift+M",), "Every film and picture made for somebody: find it again, erase it.", Topic.FAMILY),
    Action("consent.allow_exceptions", "Exceptions without consent, or none", (), "A supervisor decides for the library whether a film may be shown without consent on file, with a reason (a court order, say).", Topic.FAMILY),
    Action("erase.session", "Erase this visit…", (), "Erase the film's codings and all that belongs to them from the library, for good.", Topic.FAMILY, Need.FILM),
    Action("erase.person", "Erase a person…", (), "Erase somebody who took consent back, with every visit in which they can be seen.", Topic.FAMILY, Need.FILM),
    Action("erase.family", "Erase this family…", (), "Erase a family with all its visits from the library, for good.", Topic.FAMILY, Need.FILM),
    # Codebook
    Action("codebook.edit", "Edit the codebook…", (), "Change codes, their words, keys, colours and order, in a window of its own.", Topic.CODEBOOK),
    Action("codebook.new_from", "New codebook from this one…", (), "Begin a codebook of your own that holds all that this one does.", Topic.CODEBOOK),
    Action("codebook.manual", "Save the coding manual…", (), "Write the codebook as a PDF or web page to print and to learn from.", Topic.CODEBOOK),
    Action("codebook.take_over", "Go on with the changed codebook…", (), "Take this coding over to the codebook's present version: see first what that changes.", Topic.CODEBOOK, Need.FILM),
    Action("codebook.folder", "Folder of the service’s codebooks…", (), "Choose where your service keeps its codebooks for everybody; they are offered with those of the library.", Topic.CODEBOOK),
    Action("codebook.exemplar", "Keep as an exemplar", ("Ctrl+Alt+E",), "Keep the chosen tag or moment as a short clip that shows what its code means.", Topic.CODEBOOK, Need.CHOSEN),
    # View
    Action("view.moments", "Moments", ("Alt+1",), "Show the moments.", Topic.VIEW, Need.FILM),
    Action("view.annotations", "Tags", ("Alt+2",), "Show the list of tags.", Topic.VIEW, Need.FILM),
    Action("view.reel", "Reel", ("Alt+3",), "Show the reel.", Topic.VIEW, Need.FILM),
    Action("view.review", "Review", ("Alt+4",), "Show what is said about this coding.", Topic.VIEW, Need.FILM),
    Action("view.zoom_in", "Timeline closer", ("+", "=", "Ctrl++", "Ctrl+="), "Show less of the film, larger.", Topic.VIEW, Need.FILM, repeats=True),
    Action("view.zoom_out", "Timeline wider", ("-", "Ctrl+-"), "Show more of the film.", Topic.VIEW, Need.FILM, repeats=True),
    Action("view.zoom_fit", "Whole film", ("Ctrl+0",), "Show the whole film in the timeline.", Topic.VIEW, Need.FILM),
    Action("view.playhead", "Playhead in the middle, or turning pages", ("Shift+F9",), "While the film plays, the timeline moves below the playhead, or a page is turned when it leaves the view.", Topic.VIEW, Need.FILM),
    Action("view.only_film", "Only film and timeline", ("F9",), "Hide the panels left and right, or show them.", Topic.VIEW, Need.FILM),
    Action("panel.codes", "Codes", ("Alt+7",), "Hide the codes, or show them.", Topic.VIEW, Need.FILM),
    Action("panel.side", "Moments, tags and reel", ("Alt+8",), "Hide the panel of moments, tags and reel, or show it.", Topic.VIEW, Need.FILM),
    Action("panel.timeline", "Timeline", ("Alt+9",), "Hide the timeline, or show it.", Topic.VIEW, Need.FILM),
    Action("panel.float_codes", "Codes in a window of their own", ("Ctrl+Alt+7",), "Give the codes a window, such as for a second screen, or put them back.", Topic.VIEW, Need.FILM),
    Action("panel.float_side", "Moments, tags and reel in a window of their own", ("Ctrl+Alt+8",), "Give moments, tags and reel a window, or put them back.", Topic.VIEW, Need.FILM),
    Action("panel.float_timeline", "Timeline in a window of its own", ("Ctrl+Alt+9",), "Give the timeline a window, or put it back.", Topic.VIEW, Need.FILM),
    Action("panel.move", "Move a panel…", ("Ctrl+Alt+M",), "Lay a panel left or right of the film, above or below it; with the mouse, drag it by the dots at its top.", Topic.VIEW, Need.FILM),
    Action("panel.swap", "Change the sides", (), "The codes right of the film and the moments left of it, or the other way round.", Topic.VIEW, Need.FILM),
    Action("panel.reset", "Usual layout", ("Ctrl+Shift+0",), "Every panel in its usual place and size.", Topic.VIEW, Need.FILM),
    Action("view.full_screen", "Full screen", ("F11",), "Fill the screen, or go back to a window.", Topic.VIEW),
    Action("view.theme", "Light or dark", ("Ctrl+T",), "Change between light and dark.", Topic.VIEW),
    Action("view.follow_system", "As the system: light or dark", (), "Be light or dark as the computer is.", Topic.VIEW),
    # Picture
    Action("picture.closer", "Closer", ("Shift+Up",), "Show less of the picture, larger; the wheel does it where the mouse is.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.wider", "Wider", ("Shift+Down",), "Show more of the picture.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.box", "Close to a face…", ("Alt+Z",), "Draw a box over the picture to go close to; also by dragging with Shift held.", Topic.PICTURE, Need.FILM),
    Action("picture.left", "See more of the left", ("Ctrl+Shift+Left",), "Move what is seen to the left.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.right", "See more of the right", ("Ctrl+Shift+Right",), "Move what is seen to the right.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.up", "See more of the top", ("Ctrl+Shift+Up",), "Move what is seen up.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.down", "See more of the bottom", ("Ctrl+Shift+Down",), "Move what is seen down.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.mirror", "Mirror", ("Alt+X",), "Change left and right over, or back.", Topic.PICTURE, Need.FILM),
    Action("picture.brighter", "Brighter", ("Alt+PgUp",), "Show the film brighter; what is saved stays as it was filmed.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.darker", "Darker", ("Alt+PgDown",), "Show the film darker.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.more_contrast", "More contrast", ("Shift+PgUp",), "Set light and dark further apart.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.less_contrast", "Less contrast", ("Shift+PgDown",), "Bring light and dark closer together.", Topic.PICTURE, Need.FILM, repeats=True),
    Action("picture.as_filmed", "As it was filmed", ("Alt+0",), "Show the whole picture, as it was filmed.", Topic.PICTURE, Need.FILM),
    Action("picture.hardware", "Decode by the graphics hardware, or not", (), "Leave large films to the graphics hardware where that is quicker (the usual way), or have the processor decode all; what is shown is the same.", Topic.PICTURE),
    # Help
    Action("help.keys", "Keys", ("F1", "?"), "Show every key.", Topic.HELP),
    Action("guide.tour", "Guided tour", ("Shift+F1",), "Walk through the screen over the demo film; leave whenever you like, and come back.", Topic.HELP),
    Action("help.change_keys", "Change keys…", ("Ctrl+F1",), "Give actions other keys, choose a set of keys, carry keys to another computer.", Topic.HELP),
    Action("help.print_keys", "Print the keys…", (), "Save every key on one page, to print and lay beside the keyboard.", Topic.HELP),
    Action("help.about", "About VIG Annotator", (), "Which version this is, what decodes films, and where its diary is kept.", Topic.HELP),
)  # fmt: skip


def action(action_id: str) -> Action:
    """The row of that id.

    Raises:
        KeyError: there is none.
    """
    return _BY_ID[action_id]


def of_topic(topic: Topic) -> tuple[Action, ...]:
    """The rows under a heading, in order."""
    return tuple(one for one in ACTIONS if one.topic is topic)


_BY_ID = {one.id: one for one in ACTIONS}
