package dev.gradus.checker;

import dev.gradus.checker.Question.Answer;
import dev.gradus.checker.Question.Kind;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpCase;
import dev.gradus.testkit.Together;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.FoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One op of the program: asks for its values and gradients, and checks that the answers have the right form. */
final class Remote {
    /** The number of values that are remembered, and the number of elements up to which they are. */
    private static final int MOST_REMEMBERED = 1 << 12;

    /** The most evaluations, and elements, in one request. */
    private static final int MOST_AT_ONCE = 1 << 8;

    private static final int MOST_ELEMENTS_AT_ONCE = 1 << 14;

    /** The cases that are checked alone if the law is about what an op keeps from one call to the next. */
    private static final int ALONE = 16;

    /** The last digits by which an op may be worse than its reference. */
    private static final int DIGITS = 2;

    /** Stands for the gradient for an input without a derivative. */
    private static final Tensor NONE = Tensor.scalar(0);

    private final Program program;
    private final OpDescription op;
    private final Requests requests;
    private final Crew crew;
    private final Meeting meeting = new Meeting(this::alone, this::askTogether);
    private final Map<Object, Shape> shapes = new ConcurrentHashMap<>();
    private final Map<Question, double[]> values = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, double[]> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private boolean remembers;
    private boolean reportsTraces;

    Remote(Program program, OpDescription op, boolean isReadable) {
        this.program = program;
        this.op = op;
        this.requests = new Requests(op, isReadable);
        this.crew = new Crew(this::answers);
    }

    OpDescription op() {
        return op;
    }

    /** Whether requests of two threads are sent together. */
    void meet(boolean together) {
        meeting.open(together);
    }

    /**
     * How to check several cases.
     *
     * @param isOfFunctions whether the law takes for granted that the same inputs give the same value
     */
    Together together(boolean isOfFunctions) {
        Together several = isOfFunctions ? crew : crew.alone(ALONE);
        return program.computesBatches() ? several : Together.ONE_BY_ONE;
    }

    /**
     * Whether a value is asked for once, although laws compute it several times: when they make a case smaller, and when
     * the report looks for a cause.
     */
    void remember(boolean remembered) {
        values.clear();
        remembers = remembered;
    }

    /** Whether it is a finding if the program changes an input, or keeps an array that it returns. */
    void reportTraces(boolean reported) {
        reportsTraces = reported;
    }

    /**
     * The shape of the value for inputs of these shapes, which the program is asked for once.
     *
     * @throws ProgramThrew if the program refuses them
     */
    Shape shape(JsonNode attribute, List<Shape> inputs) {
        List<Object> key = List.of(attribute, inputs);
        Shape known = shapes.get(key);
        if (known != null) {
            return known;
        }
        try {
            Shape shape = ask(new Question(Kind.FORWARD, attribute, inputs, op.samples(inputs)))
                    .get(0)
                    .shape();
            shapes.put(key, shape);
            return shape;
        } catch (ProgramThrew refusal) {
            String refused = IntStream.range(0, inputs.size())
                    .mapToObj(input -> op.inputs().get(input).name() + " " + inputs.get(input))
                    .collect(Collectors.joining(", "));
            throw new ProgramThrew(refused + ": " + refusal.getMessage());
        }
    }

    double[] forward(JsonNode attribute, List<Shape> inputs, double[][] in, Shape shape) {
        Question question = new Question(Kind.FORWARD, attribute, inputs, in);
        if (!remembers || question.elements() > MOST_REMEMBERED) {
            return checked(ask(question).get(0), question, "value", shape);
        }
        return known(question)
                .orElseGet(
                        () -> remembered(question.copy(), checked(ask(question).get(0), question, "value", shape)));
    }

    private Optional<double[]> known(Question key) {
        synchronized (values) {
            return Optional.ofNullable(values.get(key));
        }
    }

    private double[] remembered(Question key, double[] value) {
        synchronized (values) {
            values.put(key, value);
        }
        return value;
    }

    /** Asks for values that {@link #forward} will be asked for. */
    void foresee(JsonNode attribute, List<Shape> inputs, List<double[][]> points, Shape shape) {
        int elements = inputs.stream().mapToInt(Shape::elements).sum();
        if (!remembers || !program.computesBatches() || elements > MOST_REMEMBERED) {
            return;
        }
        Set<Question> questions = new LinkedHashSet<>();
        for (double[][] point : points) {
            Question question = new Question(Kind.FORWARD, attribute, inputs, point);
            if (known(question).isEmpty()) {
                questions.add(question);
            }
        }
        List<Answer> answers = crew.ask(List.copyOf(questions));
        int next = 0;
        for (Question question : questions) {
            Answer answer = answers.get(next++);
            if (answer.isFinding()) {
                answer.orThrow();
            }
            if (answer.thrown().isEmpty() && answer.arrays().get(0).shape().equals(shape)) {
                remembered(question.copy(), answer.arrays().get(0).toArray());
            }
        }
    }

    Tensor reference(JsonNode attribute, List<Tensor> in) {
        return reference(Kind.REFERENCE, attribute, in);
    }

    private Tensor reference(Kind kind, JsonNode attribute, List<Tensor> in) {
        List<Shape> inputs = in.stream().map(Tensor::shape).toList();
        double[][] arrays = in.stream().map(Tensor::toArray).toArray(double[][]::new);
        return ask(new Question(kind, attribute, inputs, arrays)).get(0);
    }

    /**
     * Compares the largest error of the op with that of the reference in the precision of the op, both against the
     * reference in float64. An op that rounds otherwise may be further off by a few last digits of the largest element.
     *
     * @throws FoundException if it is more than twice as large
     */
    void isNotWorse(OpCase at) {
        JsonNode attribute = (JsonNode) at.attribute().orElse(MissingNode.getInstance());
        Tensor exact = reference(Kind.REFERENCE, attribute, at.values());
        double ofReference = largest(reference(Kind.COARSE_REFERENCE, attribute, at.values()), exact);
        double ofOp = largest(at.value(), exact);
        double digit = op.precision().ulp() * largest(exact, Tensor.zeros(exact.shape()));
        if (ofOp > 2 * ofReference + DIGITS * digit + op.precision().absolute()) {
            throw new FoundException(Finding.of("the largest error against the reference in float64 is " + ofOp
                    + ", that of the reference in the precision of the op is " + ofReference));
        }
    }

    private static double largest(Tensor some, Tensor others) {
        double[] a = some.toArray(), b = others.toArray();
        return IntStream.range(0, Math.min(a.length, b.length))
                .mapToDouble(i -> a[i] == b[i] ? 0 : Math.abs(a[i] - b[i]))
                .max()
                .orElse(0);
    }

    /** J·v for tangents of all inputs. */
    double[] jvp(JsonNode attribute, List<Shape> inputs, double[][] in, double[][] tangents, Shape shape) {
        Question question = new Question(Kind.JVP, attribute, joined(inputs, inputs), joined(in, tangents));
        return checked(ask(question).get(0), question, "value", shape);
    }

    /** The gradients for the inputs, given them and the upstream gradient as the last array. */
    double[][] backward(JsonNode attribute, List<Shape> shapes, double[][] in) {
        Question question = new Question(Kind.BACKWARD, attribute, shapes, in);
        return gradients(question, ask(question));
    }

    /**
     * The gradients of ⟨directions, gradients⟩ for the inputs and, as the last array, for upstream.
     *
     * @param in the inputs and, as the last array, the upstream gradient
     * @param directions one for each input
     */
    double[][] backwardAgain(JsonNode attribute, List<Shape> shapes, double[][] in, double[][] directions) {
        Question question = new Question(
                Kind.BACKWARD_AGAIN,
                attribute,
                joined(shapes, shapes.subList(0, directions.length)),
                joined(in, directions));
        return gradients(question, ask(question));
    }

    private static List<Shape> joined(List<Shape> some, List<Shape> others) {
        List<Shape> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static double[][] joined(double[][] some, double[][] others) {
        double[][] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    /** The gradients of an answer, each of the shape of its input or of upstream. */
    private double[][] gradients(Question question, List<Tensor> arrays) {
        double[][] gradients = new double[arrays.size()][];
        for (int i = 0; i < gradients.length; i++) {
            String what = i < op.inputs().size()
                    ? "the gradient for " + op.inputs().get(i).name()
                    : "upstream";
            Shape shape = question.shapes().get(i);
            gradients[i] = arrays.get(i) == NONE
                    ? new double[shape.elements()]
                    : checked(arrays.get(i), question, what, shape);
        }
        return gradients;
    }

    private static double[] checked(Tensor array, Question question, String what, Shape shape) {
        if (!array.shape().equals(shape)) {
            throw Program.bad(
                    question.kind().inWords(),
                    "has the wrong shape: " + what + " is " + array.shape() + " instead of " + shape,
                    array);
        }
        return array.toArray();
    }

    // Requests

    private List<Tensor> ask(Question question) {
        return meeting.isOpen()
                ? meeting.ask(question).orThrow()
                : crew.ask(List.of(question)).get(0).orThrow();
    }

    /** The answers to the questions of two threads, which the program computes at once. */
    private List<Answer> askTogether(List<Question> questions) {
        Consumer<JsonGenerator> together = json -> json.writeNumberProperty("together", 2);
        List<JsonNode> answers = program.ask(
                questions.get(0).kind().message(),
                questions.stream()
                        .map(question -> requests.of(List.of(question), false).andThen(together))
                        .toList());
        return IntStream.range(0, questions.size())
                .mapToObj(i -> answer(questions.get(i), answers.get(i)))
                .toList();
    }

    /** The answers of the program, which is asked at once what it can compute at once. */
    private List<Answer> answers(List<Question> questions) {
        Answer[] answers = new Answer[questions.size()];
        for (List<Integer> group : groups(questions)) {
            int most = Math.min(
                    MOST_AT_ONCE,
                    MOST_ELEMENTS_AT_ONCE
                            / Math.max(1, questions.get(group.get(0)).elements()));
            for (int start = 0; start < group.size(); ) {
                List<Integer> places = group.subList(start, Math.min(group.size(), start + Math.max(1, most)));
                List<Question> batch = places.stream().map(questions::get).toList();
                List<Answer> some = batch.size() == 1 ? alone(batch) : atOnce(batch);
                for (int i = 0; i < some.size(); i++) {
                    answers[places.get(i)] = some.get(i);
                }
                start += some.size();
            }
        }
        return Arrays.asList(answers);
    }

    /** The indices of questions that fit into one request, for each group of them. */
    private List<List<Integer>> groups(List<Question> questions) {
        boolean severalFit = program.computesBatches() && !reportsTraces;
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            int group = severalFit ? groups.size() - 1 : -1;
            while (group >= 0
                    && !questions
                            .get(i)
                            .fits(
                                    questions.get(groups.get(group).get(0)),
                                    op.inputs().size())) {
                group--;
            }
            if (group < 0) {
                group = groups.size();
                groups.add(new ArrayList<>());
            }
            groups.get(group).add(i);
        }
        return groups;
    }

    private List<Answer> alone(List<Question> questions) {
        List<Answer> answers = new ArrayList<>();
        for (Question question : questions) {
            if (program.isLost() || program.isSlow()) {
                answers.add(Answer.GONE);
                continue;
            }
            try {
                answers.add(answer(
                        question, program.ask(question.kind().message(), requests.of(List.of(question), false))));
            } catch (FoundException lost) {
                answers.add(Answer.of(lost));
            }
        }
        return answers;
    }

    /** The answers to the first of these questions, as many as the program gives at once. */
    private List<Answer> atOnce(List<Question> batch) {
        Question first = batch.get(0);
        Optional<Answer> stacks = program.tryToAsk(first.kind().message(), requests.of(batch, remembers))
                .map(json -> answer(first, json))
                .filter(answer -> answer.thrown().isEmpty());
        int count = stacks.map(answer -> layers(answer.arrays())).orElse(0);
        if (count == 0) {
            return alone(batch);
        }
        List<List<Tensor>> layers = stacks.orElseThrow().arrays().stream()
                .map(stack -> layers(stack, count))
                .toList();
        return IntStream.range(0, Math.min(count, batch.size()))
                .mapToObj(i ->
                        Answer.of(layers.stream().map(layer -> layer.get(i)).toList()))
                .toList();
    }

    /** The number of layers that all of these have; 0 if it is not the same. */
    private static int layers(List<Tensor> stacks) {
        List<Integer> sizes = stacks.stream()
                .filter(stack -> stack != NONE)
                .map(stack -> stack.shape().rank() == 0 ? 0 : stack.shape().size(0))
                .distinct()
                .toList();
        return sizes.size() == 1 ? sizes.get(0) : 0;
    }

    private static List<Tensor> layers(Tensor stack, int count) {
        if (stack == NONE) {
            return Collections.nCopies(count, NONE);
        }
        int[] sizes = stack.shape().sizes();
        Shape shape = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
        double[] elements = stack.toArray();
        int size = elements.length / count;
        return IntStream.range(0, count)
                .mapToObj(i -> Tensor.of(shape, Arrays.copyOfRange(elements, i * size, (i + 1) * size)))
                .toList();
    }

    // Answers

    private Answer answer(Question question, JsonNode json) {
        String message = question.kind().inWords();
        try {
            complain(message, json);
            if (!question.kind().isBackward()) {
                return Answer.of(List.of(read(json.path("value"), message, "value")));
            }
            List<Tensor> arrays = new ArrayList<>(gradients(json, message));
            if (question.kind() == Kind.BACKWARD_AGAIN) {
                arrays.add(read(json.path("upstream"), message, "upstream"));
            }
            return Answer.of(arrays);
        } catch (ProgramThrew | FoundException thrown) {
            return Answer.of(thrown);
        }
    }

    private List<Tensor> gradients(JsonNode answer, String message) {
        JsonNode gradients = answer.path("gradients");
        int count = op.inputs().size();
        if (!gradients.isArray() || gradients.size() != count) {
            throw Program.bad(
                    message, "needs \"gradients\", a list of " + count + (count == 1 ? " array" : " arrays"), answer);
        }
        List<Tensor> arrays = new ArrayList<>();
        for (int input = 0; input < count; input++) {
            JsonNode gradient = gradients.get(input);
            String name = "the gradient for " + op.inputs().get(input).name();
            if (gradient.isNull() && op.inputs().get(input).hasDerivative()) {
                throw Program.bad(message, "has null in place of " + name + ", which has \"derivative\": true", answer);
            }
            arrays.add(gradient.isNull() ? NONE : read(gradient, message, name));
        }
        return arrays;
    }

    private static Tensor read(JsonNode array, String message, String what) {
        if (array.isMissingNode()) {
            throw new FoundException(Finding.of("the answer to \"" + message + "\" has no " + what));
        }
        try {
            return Wire.read(array);
        } catch (IllegalArgumentException malformed) {
            throw Program.bad(message, "is malformed: " + malformed.getMessage(), array);
        }
    }

    /** Throws if the program threw, or if it is a finding that it leaves traces and it does. */
    private void complain(String message, JsonNode answer) {
        JsonNode error = answer.path("error");
        if (!error.isMissingNode()) {
            throw new ProgramThrew(message + ": " + error.path("type").asString("error") + ": "
                    + error.path("message").asString(""));
        }
        if (reportsTraces && answer.path("changed").size() > 0) {
            String names = OpDescription.list(answer.path("changed")).stream()
                    .map(name -> name.asString(""))
                    .collect(Collectors.joining(", "));
            throw new FoundException(Finding.of(message + " changes " + names + " in place"));
        }
        if (reportsTraces && answer.path("kept").asBoolean(false)) {
            throw new FoundException(Finding.of(
                    message + " returns an array that shares memory with an input or with an earlier result"));
        }
    }
}
