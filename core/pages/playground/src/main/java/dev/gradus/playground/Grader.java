package dev.gradus.playground;

import dev.gradus.graph.Graph;
import dev.gradus.playground.grade.Attempts;
import dev.gradus.playground.grade.Examiner;
import dev.gradus.playground.grade.Grade;
import dev.gradus.playground.grade.Grade.Result;
import dev.gradus.playground.grade.ReceiptGraph;
import dev.gradus.playground.grade.Submission;
import dev.gradus.playground.grade.Work;
import dev.gradus.playground.link.Address;
import dev.gradus.playground.link.Link;
import dev.gradus.playground.link.Task;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Receipt;
import dev.gradus.train.ReceiptTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Grades what students hand in. A link is opened and its training repeated to the same bits, so nobody can claim a result without
 * a training that leads there. Stateless: several threads can share one.
 */
public final class Grader {
    /** The number of iterations between two looks at the clock. */
    private static final int PIECE = 20;

    private static final long NANOS_OF_SECOND = 1_000_000_000L;

    private final Assignment assignment;
    private final int seconds;

    /**
     * Reads a teacher's task.
     *
     * @param task a link or the text of a {@code .gradus} file
     * @param seconds how long one submission may take
     * @throws IllegalArgumentException if it is no task; the message says why
     */
    public Grader(String task, int seconds) {
        assignment = Assignment.read(task);
        task().model().evaluated().problem().ifPresent(problem -> {
            throw new IllegalArgumentException("The lines of the task have a mistake. " + problem.sentence());
        });
        this.seconds = seconds;
    }

    /** The task's own lines, data and first weights. */
    private Session task() {
        Session task = new Session();
        task.openAtBeginning(assignment.state(), assignment.exercise());
        return task;
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
        Optional<String> excess =
                Work.of(Graph.of(training.objective()).nodes()).excess(state.iteration(), seconds);
        if (excess.isPresent()) {
            return Grade.of(student, Result.TOO_LONG, excess.get());
        }
        training.withoutHistory();
        long end = System.nanoTime() + seconds * NANOS_OF_SECOND;
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
        Session task = task();
        Repeated submission = new Repeated(state, session.model(), training, assignment.state(), task);
        int iterations = training.iteration();
        double loss = training.loss();
        List<String> notes = new ArrayList<>();
        answered(link, session, submission).ifPresent(notes::add);
        boolean isSolved =
                assignment.task().isEmpty() || session.exercise().sentence().isPresent();
        boolean isLoss = session.exercise().is(Task.Kind.LOSS);
        int at = session.exercise().solvedAt().filter(iteration -> isLoss).orElse(isSolved ? iterations : -1);
        for (Check check : assignment.checks()) {
            Optional<String> failure = check.failure(submission);
            failure.ifPresent(notes::add);
            isSolved &= failure.isEmpty();
        }
        if (isSolved && isLoss) {
            Examiner.Finding found = examined(submission, at);
            found.objection().ifPresent(notes::add);
            isSolved = found.objection().isEmpty();
            loss = isSolved ? loss : found.loss();
        }
        submission.givenNumbers().filter(note -> !notes.contains(note)).ifPresent(notes::add);
        Map<String, Integer> mistakes = Attempts.kinds(link.word("tries").orElse(""));
        return new Grade(
                student,
                isSolved ? Result.SOLVED : Result.NOT_SOLVED,
                isSolved ? at : -1,
                iterations,
                loss,
                Attempts.count(mistakes) + (isSolved ? 1 : 0),
                mistakes,
                notes,
                state.withoutPage().text());
    }

    /** The loss of the task at the end or, if that is too high again, when the submission fell below the goal. */
    private Examiner.Finding examined(Repeated submission, int solvedAt) {
        double goal = assignment.task().orElseThrow().goal();
        Examiner.Finding last = submission.examined(goal);
        if (last.objection().isEmpty() || solvedAt == submission.training().iteration()) {
            return last;
        }
        submission.training().goTo(solvedAt);
        Examiner.Finding then = submission.examined(goal);
        return then.objection().isEmpty() ? then : last;
    }

    /** Judges answers in words and the backward pass, on the task's lines. Returns why a correction does not count. */
    private static Optional<String> answered(Link link, Session session, Repeated submission) {
        Exercise exercise = session.exercise();
        Model task = submission.task().model();
        Optional<String> answer = link.word("answer").filter(words -> exercise.asks());
        Optional<String> otherLine = Optional.empty();
        if (exercise.is(Task.Kind.RULE)) {
            otherLine = submission.otherLine();
            if (otherLine.isEmpty()) {
                exercise.look(
                        submission.withRules().check(), submission.training().iteration());
            }
            answer.ifPresent(words -> task.check());
        }
        answer.ifPresent(words -> exercise.answer(words, task));
        link.word("back").ifPresent(lines -> {
            submission.task().backward(lines);
            if (task.typed().isDone()) {
                exercise.backwardIsRight(submission.training().iteration());
            }
            submission.model().typed().judge(lines);
        });
        return otherLine
                .filter(line -> exercise.sentence().isEmpty())
                .map(line -> "More than the rules differs from the task, in “" + line + "”.");
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
        ReceiptTraining training;
        try {
            training = receipt.training(data);
        } catch (IllegalArgumentException wrong) {
            return Grade.of(student, Result.OTHER_TASK, String.valueOf(wrong.getMessage()));
        }
        Optional<String> excess = excess(receipt, training, seconds);
        if (excess.isPresent()) {
            return Grade.of(student, Result.TOO_LONG, excess.get());
        }
        return repeated(student, receipt, training, assignment.task().get().goal());
    }

    private Grade repeated(String student, Receipt receipt, ReceiptTraining training, double goal) {
        long deadline = System.nanoTime() + seconds * NANOS_OF_SECOND;
        Session task = task();
        ReceiptGraph graph = new ReceiptGraph(training, List.copyOf(receipt.inputs()));
        Supplier<Examiner.Finding> examination = () -> Repeated.examiner(assignment.state(), task)
                .examine(assignment.state().data(), "the rows of the task", goal, graph);
        int[] at = {-1};
        double[] last = {Double.NaN};
        List<Examiner.Finding> found = new ArrayList<>();
        Receipt.Verdict verdict;
        try {
            verdict = training.repeat((epoch, loss) -> {
                last[0] = loss;
                if (at[0] < 0 && loss < goal) {
                    at[0] = epoch - 1;
                    found.add(examination.get());
                }
                return System.nanoTime() < deadline;
            });
        } catch (IllegalArgumentException wrong) {
            return Grade.of(student, Result.OTHER_TASK, String.valueOf(wrong.getMessage()));
        }
        Result result = verdict.firstDifference().isPresent()
                ? Result.EDITED
                : !verdict.isSame() ? Result.TOO_LONG : at[0] < 0 ? Result.NOT_SOLVED : Result.SOLVED;
        List<String> notes = new ArrayList<>(List.of(verdict.toString()));
        if (result == Result.SOLVED && found.get(0).objection().isPresent()) {
            Examiner.Finding end = examination.get();
            result = end.objection().isPresent() ? Result.NOT_SOLVED : result;
            end.objection().ifPresent(notes::add);
            last[0] = end.objection().isPresent() ? end.loss() : last[0];
        }
        boolean isSolved = result == Result.SOLVED;
        return new Grade(
                student,
                result,
                isSolved ? at[0] : -1,
                verdict.epochs(),
                last[0],
                isSolved ? 1 : 0,
                Map.of(),
                notes,
                receipt.toJson());
    }

    /** Says by how much the repetition of a receipt would exceed a limit of seconds. */
    static Optional<String> excess(Receipt receipt, ReceiptTraining training, int seconds) {
        double steps = (double) receipt.epochs() * training.steps();
        return training.graphs().stream()
                .flatMap(each -> Work.of(each.graph().nodes()).excess(steps, seconds).stream())
                .findFirst();
    }
}
