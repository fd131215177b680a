package dev.gradus.playground;

import dev.gradus.check.GradientReport;
import dev.gradus.node.Parameter;
import dev.gradus.playground.data.CsvText;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.data.Sample;
import dev.gradus.playground.data.Sampling;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.link.Address;
import dev.gradus.playground.link.Example;
import dev.gradus.playground.link.LessonLink;
import dev.gradus.playground.link.Link;
import dev.gradus.playground.link.Task;
import dev.gradus.playground.training.Replay;
import dev.gradus.playground.training.Settings;
import dev.gradus.playground.training.Training;
import dev.gradus.playground.training.Weights;
import dev.gradus.tensor.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state behind a page: lines, data, settings, a task, and the {@link Model} that they define. Its methods change the
 * state and answer with JSON; the model answers queries. Nothing that a user can type makes a method throw: the answer then
 * says what is wrong.
 */
public final class Session {
    /** The number of iterations up to which a link is repeated as soon as it is opened. */
    private static final int SOON = 50;

    private String text = "";
    private DataSet data = DataSets.of("AND", 0).orElseThrow();
    private int seed = Address.USUAL_SEED;
    private Settings settings = Settings.USUAL;
    private Sampling sampling = Sampling.USUAL;
    private String page = "";
    private Exercise exercise = Exercise.none();
    private Weights weights = Weights.NONE;
    private Model model;
    private Optional<Replay> replay = Optional.empty();

    /** Creates a session with the data AND and no lines. */
    public Session() {
        model = newModel();
    }

    private Model newModel() {
        return new Model(text, data, sampling, seed, weights, settings, exercise.demands());
    }

    /** The model that the present lines define on the present data. */
    public Model model() {
        return model;
    }

    private void rebuild() {
        replay = Optional.empty();
        exercise.begin();
        model = newModel();
    }

    private void keepWeights() {
        weights =
                model.training().map(now -> weights.with(model.program(), now)).orElse(weights);
    }

    static String refusal(String message) {
        return Json.of(Json.object("ok", false, "message", message));
    }

    /** Reads a program. Weights whose line is unchanged keep their numbers; iterations count from 0 again. */
    public String lines(String program) {
        if (!program.equals(text)) {
            keepWeights();
            text = program;
            rebuild();
        }
        return answer();
    }

    /** Takes one of the {@link #sources}; the weights are drawn anew. */
    public String data(String name, int noise) {
        Optional<DataSet> next = DataSets.of(name, noise);
        return next.isEmpty() ? refusal("Unknown data set: " + name + ".") : take(next.get());
    }

    /** Takes a pasted table. */
    public String csv(String table) {
        try {
            return take(DataSets.pasted(CsvText.read(table)));
        } catch (CsvText.CsvProblem problem) {
            return problem.json();
        }
    }

    /** Takes drawn points: x₁, x₂ and the label of each. */
    public String drawn(double[] triples) {
        return DataSets.drawn(triples)
                .map(points -> {
                    sampling = sampling.withoutNoise(); // it is in these points
                    return take(points);
                })
                .orElseGet(() -> refusal("Draw between 1 and " + DataSets.MOST_ROWS + " points."));
    }

    /** Weights keep their numbers if only points were added, and are drawn anew for other data. */
    private String take(DataSet next) {
        if (next.source().equals(data.source())) {
            keepWeights();
        } else {
            weights = Weights.NONE;
        }
        data = next;
        rebuild();
        return answer();
    }

    /**
     * Decides which rows are trained on, and in what portions; training begins anew.
     *
     * @see Sampling
     */
    public String sampling(int heldOut, int noise, int batch) {
        Sampling next = new Sampling(heldOut, noise, batch);
        if (!next.isLegal()) {
            return refusal("At most 90 % can be held out, with at most 200 % of noise.");
        }
        if (!next.equals(sampling)) {
            sampling = next;
            weights = Weights.NONE;
            rebuild();
        }
        return answer();
    }

    /**
     * Trains from the initial weights of another seed; the session stays as it is.
     *
     * @param goal the loss below which it stops
     */
    public String beginning(int otherSeed, int iterations, double goal) {
        Model other = new Model(text, data, sampling, otherSeed, Weights.NONE, settings, exercise.demands());
        return other.beginning(iterations, goal);
    }

    /** Draws the initial weights from another seed. */
    public String seed(int next) {
        seed = next;
        weights = Weights.NONE;
        rebuild();
        return answer();
    }

    /** Returns to the initial weights. */
    public String startOver() {
        return seed(seed);
    }

    /** The answer to a change of lines or data: sizes and values of the lines, the graph, the error. */
    private String answer() {
        return Json.of(answerObject());
    }

    private Map<String, Object> answerObject() {
        return Status.withLines(model, exercise, settings, seed, sampling);
    }

    /** Changes the numbers of a parameter or of the data. */
    public String set(String name, double[] values) {
        if (model.training().isEmpty()) {
            return refusal("Fix the lines first.");
        }
        Optional<Parameter> parameter = model.parameter(name);
        boolean isData =
                data.tensors().containsKey(name) && model.program().own().isEmpty();
        int wanted = parameter
                .map(one -> one.shape().elements())
                .orElse(isData ? model.data().get(name).shape().elements() : -1);
        if (wanted != values.length || !Arrays.stream(values).allMatch(Double::isFinite)) {
            return refusal(Weights.misfit(name, wanted));
        }
        if (parameter.isPresent()) {
            model.set(parameter.get(), values);
        } else {
            keepWeights();
            data = model.sample().with(model.iteration(), name, values);
            sampling = sampling.withoutNoise(); // it is in the numbers
            rebuild();
        }
        return answer();
    }

    /**
     * Continues with the training that a link asks for, for at most this number of iterations.
     *
     * @return the losses of all iterations that have been repeated
     */
    public double[] advance(int iterations) {
        replay.ifPresent(one -> {
            one.advance(iterations);
            if (one.isDone()) {
                replay = Optional.empty();
                model.training().ifPresent(now -> {
                    now.adopt(one.training());
                    now.settings(settings);
                    exercise.look(now);
                });
            }
        });
        return replay.map(one -> one.training().losses()).orElseGet(model::losses);
    }

    /** Opens the lines of a link at iteration 0, without the training that it asks for. */
    public String cancel() {
        if (replay.isPresent()) {
            rebuild();
        }
        return answer();
    }

    /** Sets the optimizer and its learning rate. */
    public String optimizer(String name, double learningRate) {
        if (!Settings.areLegal(name, learningRate)) {
            return refusal(Settings.problem(name, learningRate));
        }
        settings = new Settings(name, learningRate);
        model.training().ifPresent(now -> now.settings(settings));
        return status();
    }

    /**
     * Trains for this number of iterations.
     *
     * @return the loss after each; fewer if the loss is no longer finite, which the last one then need not be
     */
    public double[] train(int iterations) {
        double[] losses = model.train(iterations);
        if (replay.isEmpty()) {
            model.training().ifPresent(exercise::look);
        }
        return losses;
    }

    /** Returns to an iteration that was reached before, with its numbers. */
    public String goTo(int iteration) {
        model.goTo(iteration);
        return status();
    }

    /** The state of the training, in numbers and in a sentence. */
    public String status() {
        return Json.of(Status.of(model, exercise));
    }

    /** Checks all gradients and rules against differences. */
    public String check() {
        Optional<String> refused = CheckSummary.refusal(model);
        if (refused.isPresent()) {
            return refusal(refused.get());
        }
        GradientReport found = model.check();
        exercise.look(found, model.iteration());
        return Json.of(new CheckSummary(found, model.evaluated()).object());
    }

    /** Judges the lines of a backward pass that the user types; when all are right, they train beside the engine's own. */
    public String backward(String lines) {
        String judged = model.typed().judge(lines);
        if (model.typed().isDone()) {
            exercise.backwardIsRight(model.iteration());
        }
        return judged;
    }

    // Examples, tasks, addresses

    /** Opens a lesson. */
    public String example(String name) {
        Optional<Example> example = Example.of(name);
        if (example.isEmpty()) {
            return refusal("Unknown lesson: " + name + ".");
        }
        return lesson(example.get(), example.get().task());
    }

    private String lesson(Example lesson, String task) {
        weights = Weights.NONE;
        data = DataSets.of(lesson.source(), 0).orElseThrow();
        settings = lesson.settings();
        sampling = Sampling.USUAL;
        exercise = Exercise.of(Task.of(task), lesson.program());
        seed = Address.USUAL_SEED;
        text = lesson.program();
        rebuild();
        Map<String, Object> answer = answerObject();
        lesson.describe(answer);
        return Json.of(answer);
    }

    /**
     * Sets a task, such as {@code loss<0.01}. An empty text removes the task.
     *
     * @see Task#read
     */
    public String task(String definition) {
        try {
            exercise = Exercise.of(definition.isBlank() ? Optional.empty() : Optional.of(Task.read(definition)), text);
        } catch (Task.TaskProblem problem) {
            return refusal(String.valueOf(problem.getMessage()));
        }
        if (!model.demands().equals(exercise.demands())) {
            keepWeights();
            rebuild();
        }
        model.training().ifPresent(exercise::look);
        return status();
    }

    /**
     * The link to a task about the present lines and data, and what a student reads, without setting it.
     *
     * @see TaskMaker
     */
    public String makeTask(String definition) {
        return new TaskMaker(state(""), model).made(definition, Address.USUAL_SEED);
    }

    /** Shows the next hint of the task. */
    public String hint() {
        return exercise.hint() ? status() : refusal("There are no more hints.");
    }

    /** Answers a task that asks for a shape, or for the name of the function whose rule is wrong. */
    public String answer(String guess) {
        if (!exercise.asks()) {
            return refusal("No task asks for an answer.");
        }
        if (exercise.is(Task.Kind.RULE)) {
            check();
        }
        return exercise.judged(guess, model);
    }

    /**
     * The whole state as text for an address.
     *
     * @param page the page's own part of the state, which {@link #open} returns
     */
    public String address(String page) {
        Optional<Training> training = model.training();
        return state(page).text(() -> training.map(Training::moment).orElse(new double[0]));
    }

    /** The present state as a link that people can read; empty if it is more than a lesson and a task. */
    public String lessonLink() {
        return LessonLink.of(state(""), Address.USUAL_SEED)
                .map(LessonLink::text)
                .orElse("");
    }

    private Address state(String pageState) {
        Optional<Training> training = model.training();
        return new Address(
                text,
                data,
                seed,
                sampling,
                training.map(Training::firstSettings).orElse(settings),
                settings,
                Weights.changed(model.initial()),
                training.map(Training::events).orElse(List.of()),
                model.iteration(),
                exercise.definition(text),
                pageState,
                new double[0]);
    }

    /** The {@link #address}, the answer that solved the task, and words of the page such as {@code tries=0shape}, sealed. */
    public String link(String page, String words) {
        String answer = exercise.answered().isEmpty() ? "" : "&answer=" + Link.encoded(exercise.answered());
        return Link.sealed(address(page) + answer + (words.isEmpty() ? "" : "&" + words));
    }

    /** How many iterations opening an address repeats before the page can be used. */
    public int repeats(String address) {
        return Link.of(address).state().repeats();
    }

    /** Opens a state that {@link #address} wrote, and trains to its iteration again, to the same bits. */
    public String open(String address) {
        String answer = begin(address);
        if (replay.isEmpty()) {
            return answer;
        }
        advance(Integer.MAX_VALUE);
        Map<String, Object> done = answerObject();
        done.put("page", page);
        return Json.of(done);
    }

    /**
     * Opens a lesson that a link names, or a state that {@link #address} wrote, at its iteration if the address has its
     * numbers, otherwise at iteration 0. If the training is still to be repeated by {@link #advance}, the answer's
     * {@code replay} is the iteration to go to, and {@code isThere} says whether only the iterations before it are missing.
     */
    public String begin(String address) {
        Link link = Link.of(address);
        Address state;
        try {
            if (link.isLesson()) {
                LessonLink named = LessonLink.read(link.text());
                return lesson(named.lesson(), named.task());
            }
            state = Address.read(link.address());
        } catch (Task.TaskProblem | Address.AddressProblem problem) {
            return refusal(String.valueOf(problem.getMessage()));
        }
        openFirst(state, Exercise.of(Task.of(state.task()), state.program()));
        boolean isThere = state.moment().length > 0;
        try {
            if (isThere) {
                model.training()
                        .orElseThrow(IllegalArgumentException::new)
                        .jump(state.iteration(), state.events(), state.now(), state.moment());
            }
        } catch (IllegalArgumentException wrong) {
            return refusal("This link is damaged: its numbers do not fit its lines.");
        }
        Optional<Training> training = isThere ? model.another(state.first()) : model.training();
        replay = training.map(now -> new Replay(now, state.events(), state.iteration()));
        if (state.iteration() <= SOON) {
            advance(Integer.MAX_VALUE);
        }
        link.word("answer").filter(words -> exercise.asks()).ifPresent(this::answer);
        Map<String, Object> answer = answerObject();
        answer.put("page", page);
        answer.put("tries", link.word("tries").orElse(""));
        answer.put("isThere", isThere);
        replay.ifPresent(one -> answer.put("replay", one.end()));
        return Json.of(answer);
    }

    /** Opens a state at iteration 0, with its later settings. */
    private void openFirst(Address state, Exercise next) {
        weights = Weights.NONE;
        text = state.program();
        data = state.data();
        seed = state.seed();
        sampling = state.sampling();
        settings = state.first();
        next.remember(exercise);
        exercise = next;
        DataSet rows = Sample.of(data, sampling, seed).at(0);
        weights = Weights.of(Program.read(text, rows.tensors(), seed), state.beginning());
        rebuild();
        settings = state.now();
        page = state.page();
    }

    /** Opens a state with another task at iteration 0, so that {@link #advance} repeats all of its training. */
    void openAtBeginning(Address state, Exercise task) {
        openFirst(state, task);
        replay = model.training().map(now -> new Replay(now, state.events(), state.iteration()));
    }

    boolean isRepeating() {
        return replay.isPresent();
    }

    Exercise exercise() {
        return exercise;
    }
}
