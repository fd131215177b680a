package dev.gradus.playground.backward;

import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.graph.Gradients.Contribution;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Span;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hints for a gradient: where it comes from, by what kind of rule, and its line. */
public final class Hints {
    private static final Pattern STATEMENT = Pattern.compile("(\\w+) = (.*)");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final String EXPONENTS = "np\\.exp\\((\\w+) - np\\.max\\(\\1, axis=1, keepdims=True\\)\\)";

    private final Truth truth;
    private final Program program;
    private final Map<String, Tensor> numbers;

    /** The right sides of all statements of both passes, by variable. */
    private final Map<String, String> statements = new LinkedHashMap<>();

    /**
     * A hint.
     *
     * @param of the name whose gradient is next
     * @param where the parts of the program that use it
     * @param rule the kind of rule
     */
    public record Hint(String of, List<String> where, String rule) {}

    Hints(Truth truth, Program program, Map<String, Tensor> numbers) {
        this.truth = truth;
        this.program = program;
        this.numbers = numbers;
    }

    /** The next gradient in the order of a backward pass. */
    Optional<Hint> next(Set<String> right) {
        Map<Node, String> nameOf = new LinkedHashMap<>();
        truth.names().forEach((name, node) -> nameOf.putIfAbsent(node, name));
        List<Node> nodes = new ArrayList<>(Graph.of(truth.objective()).nodes());
        List<String> missing = new ArrayList<>();
        for (int i = nodes.size() - 2; i >= 0; i--) { // that of the loss is 1
            Node node = nodes.get(i);
            String name = nameOf.getOrDefault(node, "");
            boolean isWanted = node instanceof Parameter || node instanceof Op;
            if (!name.isEmpty() && isWanted && truth.isUsed(node) && !right.contains(name)) {
                missing.add(name);
            }
        }
        return missing.stream().findFirst().map(this::hint);
    }

    /** The hint for a name. */
    Hint hint(String name) {
        Node node = truth.node(name);
        List<Contribution> uses = truth.gradients().contributions().stream()
                .filter(one -> one.op().input(one.input()) == node)
                .toList();
        Set<String> where = new LinkedHashSet<>();
        for (Contribution use : uses) {
            where.add(Sources.text(program.text(), program.spans().getOrDefault(use.op(), new Span(0, 0))));
        }
        String rule = uses.size() == 1 ? rule(uses.get(0)) : "fan out";
        return new Hint(name, List.copyOf(where), rule);
    }

    private static String rule(Contribution use) {
        Op op = use.op();
        boolean grows = !op.input(use.input()).shape().equals(op.shape());
        return switch (op.notation().symbol()) {
            case "@" -> use.input() == 0 ? "product left" : "product right";
            case "+", "-", "−" -> grows ? "broadcast" : "sum";
            default ->
                op.name().endsWith("Loss")
                        ? "loss"
                        : op.name().equals("Softmax")
                                ? "softmax"
                                : op.dependence().isReduction()
                                        ? "reduction"
                                        : op.dependence().isElementwise()
                                                ? op.inputs().size() == 1 ? "slope" : "factor"
                                                : "move";
        };
    }

    /** The line of a gradient, after those of values that have no name in the program. */
    String line(String name) {
        if (statements.isEmpty()) {
            read();
        }
        List<String> lines = new ArrayList<>();
        write(name.equals("J") ? "dJ" : variable(name), lines, new LinkedHashSet<>());
        return String.join("\n", lines);
    }

    private static String variable(String name) {
        return "d" + name.replace("ŷ", "y_hat");
    }

    private void write(String variable, List<String> lines, Set<String> open) {
        String value = statements.get(variable);
        if (value == null || !open.add(variable)) {
            return;
        }
        Matcher words = WORD.matcher(value);
        while (words.find()) {
            String word = words.group().replace("y_hat", "ŷ");
            if (!truth.names().containsKey(word)
                    && (word.equals("dJ") || truth.target(word).isEmpty())) {
                write(words.group(), lines, open);
            }
        }
        lines.add((variable + " = " + value).replace("y_hat", "ŷ"));
    }

    private void read() {
        Run run = Run.of(Graph.of(truth.objective()));
        run.graph()
                .parameters()
                .forEach(one -> run.parameters().set(one, numbers.getOrDefault(one.label(), one.initialValue())));
        run.graph()
                .inputs()
                .forEach(one -> run.feed(one, numbers.getOrDefault(one.label(), Tensor.zeros(one.shape()))));
        for (Equation equation : Explanation.of(run).equations()) {
            for (String line : equation.numpy().split("\n")) {
                Matcher statement = STATEMENT.matcher(line);
                if (statement.matches()) {
                    statements.putIfAbsent(statement.group(1), plain(statement.group(2)));
                }
            }
        }
        statements.put("dJ", "1");
        truth.names().forEach((name, node) -> {
            boolean isAlias = truth.isUsed(node) && !statements.containsKey(variable(name));
            if (isAlias) { // its gradient is that of another name
                truth.names().entrySet().stream()
                        .filter(one ->
                                truth.isUsed(one.getValue()) && truth.gradient(one.getValue()) == truth.gradient(node))
                        .map(one -> variable(one.getKey()))
                        .filter(one -> statements.containsKey(one))
                        .findFirst()
                        .ifPresent(other -> statements.put(variable(name), other));
            }
        });
    }

    /** A value in the shorter words of the language. */
    private static String plain(String value) {
        return value.replaceAll(
                        EXPONENTS + " / np\\.sum\\(" + EXPONENTS.replace("(\\w+)", "\\1")
                                + ", axis=1, keepdims=True\\)",
                        "softmax($1, axis=1)")
                .replaceAll("1 / \\(1 \\+ np\\.exp\\(-(\\w+)\\)\\)", "sigmoid($1)")
                .replaceAll("np\\.array\\(([^()]*)\\)", "($1)");
    }
}
