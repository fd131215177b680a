package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.CodeVariable;
import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.RandomGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The NumPy code that a page shows can be typed in again: it is the same graph, and every step has the same bits. */
class NumpyRoundTripProperties {
    @Provide
    Arbitrary<RandomGraph> graphs() {
        return GradusArbitraries.graphs();
    }

    @Property(tries = 60)
    void theForwardStepsAreTheSameGraph(@ForAll("graphs") RandomGraph random) {
        Trace trace = Trace.of(random.evaluator());
        Code code = Code.of(trace, step -> step.phase() == Step.Phase.FORWARD);
        Program program = code.read();
        assertIsRead(program, code);
        Node objective = program.objective().orElseThrow();
        assertThat(SameGraph.difference(random.objective(), objective, code.leaves))
                .as(code.text)
                .isEmpty();
    }

    @Property(tries = 60)
    void allStepsComeToTheSameBits(@ForAll("graphs") RandomGraph random) {
        Evaluator engine = random.evaluator();
        Code code = Code.of(Trace.of(engine), step -> true);
        Program program = code.read();
        assertIsRead(program, code);
        Evaluator evaluator = Evaluator.of(Graph.of(program.names().stream()
                .flatMap(named -> named.node().stream())
                .distinct()
                .toList()));
        evaluator.graph().inputs().forEach(input -> evaluator.feed(input, code.given(input)));
        Map<Node, Node> forms = new HashMap<>();
        code.results.forEach((name, result) -> {
            Optional<Node> node = program.node(name);
            assertThat(node).as(name + " of\n" + code.text).isPresent();
            assertThat(evaluator.value(node.orElseThrow()))
                    .as(name + " of\n" + code.text)
                    .isEqualTo(engine.value(asWritten(result, forms)));
        });
    }

    private static void assertIsRead(Program program, Code code) {
        assertThat(program.problem().map(Problem::sentence)).as(code.text).isEmpty();
    }

    /** The node with each op below it in the form in which code writes it. */
    private static Node asWritten(Node node, Map<Node, Node> known) {
        if (!(node instanceof Op op)) {
            return node;
        }
        if (!known.containsKey(op)) {
            List<Node> inputs =
                    op.inputs().stream().map(input -> asWritten(input, known)).toList();
            boolean isSame = inputs.equals(op.inputs());
            known.put(op, op.written() != op ? asWritten(op.written(), known) : isSame ? op : op.withInputs(inputs));
        }
        return known.get(op);
    }

    /** Some statements of a trace, with what they expect to be there. */
    private static final class Code {
        /** At least as many as the language's symbols, of which a line can have 400. */
        private static final Pattern SYMBOL = Pattern.compile("[^\\w\\s]");

        private String text = "";
        private final Map<String, Tensor> data = new LinkedHashMap<>();
        private final Map<String, String> leaves = new LinkedHashMap<>();
        private final Map<String, Node> results = new LinkedHashMap<>();

        /** Ends before a line that is too long: the gradient of a product of many numbers is one expression. */
        static Code of(Trace trace, java.util.function.Predicate<Step> wanted) {
            Code code = new Code();
            Explanation explanation = Explanation.of(trace);
            for (CodeVariable given : explanation.given()) {
                Node node = given.node();
                code.data.put(given.numpy(), node instanceof Constant constant ? constant.value() : trace.value(node));
                code.leaves.put(node.label(), given.numpy());
            }
            List<String> lines = new ArrayList<>();
            for (Equation equation : explanation.equations()) {
                if (equation.numpy().isEmpty()) {
                    continue;
                }
                if (SYMBOL.matcher(equation.numpy()).results().count() > 400) {
                    break;
                }
                Step last = equation.steps().get(equation.steps().size() - 1);
                if (wanted.test(last)) {
                    lines.add(equation.numpy());
                    String[] words = equation.numpy().split(" = ", 2);
                    code.results.put(words[0].substring(words[0].lastIndexOf('\n') + 1), last.result());
                }
            }
            code.text = String.join("\n", lines);
            return code;
        }

        Program read() {
            return Program.read(text, data, 0);
        }

        Tensor given(Input input) {
            return Optional.ofNullable(data.get(input.label())).orElseThrow();
        }
    }
}
