package dev.gradus.playground;

import dev.gradus.playground.Grade.Result;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Receipt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grades what students hand in. A link is opened and its training repeated to the same bits, so nobody can claim a result without
 * a training that leads there. Stateless: several threads can share one.
 */
public final class Grader {
    /** The number of iterations between two looks at the clock. */
    private static final int PIECE = 20;

    private static final long NANOS_OF_SECOND = 1_000_000_000L;

    private final Assignment assignment;
    private final long patience;

    /**
     * Reads a teacher's task.
     *
     * @param task a link or the text of a {@code .gradus} file
     * @param seconds how long one submission may take
     * @throws IllegalArgumentException if it is no task; the message says why
     */
    public Grader(String task, int seconds) {
        assignment = Assignment.read(task);
        patience = seconds * NANOS_OF_SECOND;
    }

    /** The task as a sentence. */
    public String text() {
        return assignment.task().map(Task::text).orElse("Train the lines so that they pass the checks.");
    }

    /** Grades one submission. */
    Grade grade(String student, String text) {
        try {
            Submission submission = Submission.of(text);
            if (submission.receipt().isPresent()) {
                return receipt(student, submission.receipt().get());
            } else if (submission.link().isPresent()) {
                return link(student, submission.link().get());
            }
            boolean isMissing = submission.problem().isEmpty();
            return Grade.of(student, isMissing ? Result.MISSING : Result.UNREADABLE, submission.problem());
        } catch (OutOfMemoryError tooLarge) {
            return Grade.of(student, Result.UNREADABLE, "It needs more memory than there is.");
        } catch (RuntimeException | StackOverflowError failed) { // the others are still to be graded
            return Grade.of(student, Result.UNREADABLE, "The engine failed on it.");
        }
    }

    private Grade link(String student, Link link) {
        switch (link.seal()) {
            case CUT_OFF:
                return Grade.of(student, Result.CUT_OFF, "The end of the link is missing. Ask for it again.");
            case EDITED:
                return Grade.of(student, Result.EDITED, "Somebody changed the link after the page wrote it.");
            case OTHER_VERSION:
                return Grade.of(student, Result.OTHER_VERSION, "Another version of the page wrote the link.");
            default:
        }
        Address state;
        try {
            state = link.state();
        } catch (Task.TaskProblem | Address.AddressProblem problem) {
            boolean isNewer = String.valueOf(problem.getMessage()).contains("newer version");
            return Grade.of(
                    student, isNewer ? Result.OTHER_VERSION : Result.UNREADABLE, String.valueOf(problem.getMessage()));
        }
        Grade grade = repeated(student, link, state);
        return link.seal() == Link.Seal.NOT_SEALED ? grade.with("The link has no seal.") : grade;
    }

    private Grade repeated(String student, Link link, Address state) {
        Optional<String> other = other(state);
        if (other.isPresent()) {
            return Grade.of(student, Result.OTHER_TASK, other.get());
        }
        Session session = new Session();
        session.openAtBeginning(state, assignment.exercise());
        Model model = session.model();
        if (model.training().isEmpty()) {
            return Grade.of(student, Result.NOT_SOLVED, "The lines have a mistake.");
        }
        Training training = model.training().get();
        training.withoutHistory();
        long end = System.nanoTime() + patience;
        for (int before = -1; session.isRepeating() && training.iteration() != before; ) {
            before = training.iteration();
            session.advance(PIECE);
            if (session.isRepeating() && System.nanoTime() > end) {
                return Grade.of(
                        student,
                        Result.TOO_LONG,
                        "Stopped at iteration " + training.iteration() + " of " + state.iteration() + ".");
            }
        }
        boolean isElsewhere = training.iteration() != state.iteration()
                || state.moment().length > 0 && !Arrays.equals(state.moment(), training.moment());
        if (isElsewhere) {
            return Grade.of(student, Result.EDITED, "Its training does not lead to the numbers that it claims.");
        }
        return judged(student, link, state, session, training);
    }

    private Grade judged(String student, Link link, Address state, Session session, Training training) {
        link.word("answer").filter(answer -> session.exercise().asks()).ifPresent(session::answer);
        if (session.exercise().is(Task.Kind.RULE)) {
            session.check();
        }
        link.word("back").ifPresent(session::backward);
        List<String> notes = new ArrayList<>();
        boolean isSolved =
                assignment.task().isEmpty() || session.exercise().sentence().isPresent();
        int at = session.exercise().solvedAt().orElse(isSolved ? training.iteration() : -1);
        for (Check check : assignment.checks()) {
            Optional<String> failure = check.failure(state, session.model(), training);
            failure.ifPresent(notes::add);
            isSolved &= failure.isEmpty();
        }
        givenNumbers(state).filter(note -> !notes.contains(note)).ifPresent(notes::add);
        Map<String, Integer> mistakes = Attempts.kinds(link.word("tries").orElse(""));
        return new Grade(
                student,
                isSolved ? Result.SOLVED : Result.NOT_SOLVED,
                isSolved ? at : -1,
                training.iteration(),
                training.loss(),
                Attempts.count(mistakes) + (isSolved ? 1 : 0),
                mistakes,
                notes,
                state.withoutPage().text());
    }

    /** What makes this the state of another task; empty if it is the teacher's. */
    private Optional<String> other(Address state) {
        Address task = assignment.state();
        boolean sameData = state.data().tensors().equals(task.data().tensors());
        if (!sameData) {
            return Optional.of("Its data are " + state.data().title() + ", not those of the task.");
        }
        boolean sameRows = state.sampling().heldOut() == task.sampling().heldOut()
                && state.sampling().noise() == task.sampling().noise();
        return sameRows ? Optional.empty() : Optional.of("It holds out other rows than the task, or adds other noise.");
    }

    /** Says which weights do not begin with the numbers of the seed, or were set by hand. */
    static Optional<String> givenNumbers(Address state) {
        List<String> names = new ArrayList<>(state.beginning().keySet());
        state.events().stream()
                .map(Training.Event::name)
                .filter(name -> !name.isEmpty() && !names.contains(name))
                .forEach(names::add);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("These weights do not come from the seed alone: " + String.join(", ", names) + ".");
    }

    private Grade receipt(String student, Receipt receipt) {
        Map<String, Tensor> data = assignment.state().data().tensors();
        if (assignment.task().filter(task -> task.kind() == Task.Kind.LOSS).isEmpty()
                || !assignment.checks().isEmpty()
                || !receipt.inputs().equals(data.keySet())) {
            return Grade.of(
                    student,
                    Result.OTHER_TASK,
                    "A receipt can only show that a loss was reached on the task's x and y.");
        }
        double goal = assignment.task().get().goal();
        long end = System.nanoTime() + patience;
        int[] at = {-1};
        double[] last = {Double.NaN};
        Receipt.Verdict verdict;
        try {
            verdict = receipt.verify(data, (epoch, loss) -> {
                last[0] = loss;
                at[0] = at[0] < 0 && loss < goal ? epoch - 1 : at[0];
                return System.nanoTime() < end;
            });
        } catch (IllegalArgumentException wrong) {
            return Grade.of(student, Result.OTHER_TASK, String.valueOf(wrong.getMessage()));
        }
        Result result = verdict.firstDifference().isPresent()
                ? Result.EDITED
                : !verdict.isSame() ? Result.TOO_LONG : at[0] < 0 ? Result.NOT_SOLVED : Result.SOLVED;
        boolean isSolved = result == Result.SOLVED;
        return new Grade(
                student,
                result,
                isSolved ? at[0] : -1,
                verdict.epochs(),
                last[0],
                isSolved ? 1 : 0,
                Map.of(),
                List.of(verdict.toString()),
                receipt.toJson());
    }
}
