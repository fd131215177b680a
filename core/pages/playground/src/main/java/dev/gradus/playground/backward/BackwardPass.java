package dev.gradus.playground.backward;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.playground.backward.Truth.Comparison;
import dev.gradus.playground.language.Expr;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Scope;
import dev.gradus.playground.language.Scope.Line;
import dev.gradus.playground.language.Sizes;
import dev.gradus.playground.language.Span;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the lines of a backward pass, each by itself: names of gradients in a line have their true values, so that one wrong
 * line does not make those after it wrong. Not thread-safe.
 */
public final class BackwardPass {
    /** The names of the learning rate. */
    private static final List<String> RATES = List.of("η", "lr", "learning_rate", "eta", "alpha");

    /** The most parts of a line with all names of one's own written out. */
    private static final int LONGEST = 1000;

    private final Scope scope;
    private final Truth truth;
    private final Hints hints;
    private final int rows;
    private final Map<List<Object>, Optional<Fault>> known = new HashMap<>();

    /** How a line stands. */
    public enum Mark {
        /** It is the gradient. */
        RIGHT,
        /** It is not. */
        WRONG,
        /** It cannot be read or computed. */
        PROBLEM,
        /** A later line changes the same name, and is judged. */
        PART,
        /** A value of its own, or an update of weights. */
        VALUE
    }

    /**
     * A line and how it stands.
     *
     * @param of what it is a gradient of, or the empty string
     * @param isExactHere whether it is right on the present numbers, too: a kink may keep it from that
     * @param fault what is wrong
     */
    public record Verdict(Line line, Mark mark, String of, boolean isExactHere, Optional<Fault> fault) {}

    /**
     * The verdicts of a text.
     *
     * @param right the names whose gradients are right, with the nodes that were typed
     */
    public record Judgement(List<Verdict> verdicts, Map<String, Node> right) {
        /** Whether no line is wrong. */
        public boolean isFaultless() {
            return verdicts.stream().allMatch(one -> one.fault().isEmpty());
        }
    }

    private BackwardPass(Scope scope, Truth truth, Map<String, Tensor> numbers) {
        this.scope = scope;
        this.truth = truth;
        this.hints = new Hints(truth, scope.program(), numbers);
        Node x = truth.names().values().iterator().next();
        this.rows = scope.program().inputs().isEmpty() || x.shape().rank() == 0
                ? 0
                : x.shape().size(0);
    }

    /**
     * Prepares to judge the backward pass of a program.
     *
     * @param data the data of the page
     * @param numbers the present data and weights by name
     * @return empty if the program has an error, or no weights
     */
    public static Optional<BackwardPass> of(
            String program, Map<String, Tensor> data, long seed, Map<String, Tensor> numbers) {
        Scope scope = Scope.of(program, data, seed);
        if (scope.program().problem().isPresent() || scope.program().objective().isEmpty()) {
            return Optional.empty();
        }
        Truth truth = new Truth(scope, numbers);
        return truth.parameters().isEmpty() ? Optional.empty() : Optional.of(new BackwardPass(scope, truth, numbers));
    }

    /** Takes other present numbers. */
    public void present(Map<String, Tensor> numbers) {
        truth.present(numbers);
    }

    /** The weights whose gradients are wanted, in the order in which a backward pass reaches them. */
    public List<String> wanted() {
        List<String> wanted = new ArrayList<>();
        truth.parameters().forEach(one -> wanted.add(0, one.label()));
        return wanted;
    }

    /** The unnamed values that have a name in the backward pass, and how the program writes them. */
    public Map<String, String> given() {
        return truth.given();
    }

    /** What to write next, and why; empty if nothing is missing. */
    public Optional<Hints.Hint> next(Judgement judged) {
        boolean isComplete = judged.isFaultless() && judged.right().keySet().containsAll(wanted());
        Optional<String> wrong = judged.verdicts().stream()
                .filter(one -> one.fault().isPresent() && !one.of().isEmpty())
                .map(Verdict::of)
                .findFirst()
                .filter(name -> truth.isUsed(truth.node(name)));
        return isComplete
                ? Optional.empty()
                : wrong.map(hints::hint).or(() -> hints.next(judged.right().keySet()));
    }

    /** The shape of a name, as a page shows it; empty if there is no such name. */
    public String size(String name) {
        Node node = truth.names().get(name);
        return node == null ? "" : Sizes.of(node.shape());
    }

    /** The lines that a gradient takes, as the engine writes them. */
    public String line(String of) {
        return hints.line(of);
    }

    Truth truth() {
        return truth;
    }

    Scope scope() {
        return scope;
    }

    /** Judges lines. */
    public Judgement judge(String text, double learningRate) {
        List<Line> lines = Scope.lines(text);
        Reading reading = new Reading(lines, learningRate);
        for (int i = 0; i < lines.size(); i++) {
            reading.judge(i);
        }
        truth.tidy();
        return new Judgement(reading.verdicts, reading.right);
    }

    /** One pass over the lines. */
    private final class Reading {
        private final List<Line> lines;
        private final List<Verdict> verdicts = new ArrayList<>();
        private final Map<String, Node> right = new LinkedHashMap<>();

        /** Names of one's own, sums that are not complete and updated weights, in terms of the program's names. */
        private final Map<String, Expr> own = new HashMap<>();

        /** The last expression of each name. */
        private final Map<String, Expr> last = new HashMap<>();

        /** Typed gradient names: what they are gradients of, the true gradients, and what was typed. */
        private final Map<String, Node> gradientNames = new LinkedHashMap<>();

        private final Map<String, Node> trueNodes = new LinkedHashMap<>();
        private final Map<String, Node> typedNodes = new LinkedHashMap<>();

        Reading(List<Line> lines, double learningRate) {
            this.lines = lines;
            for (Map<String, Node> names : List.of(trueNodes, typedNodes)) {
                RATES.forEach(name -> names.put(name, Constant.of("η", Tensor.scalar(learningRate))));
                names.putAll(truth.names());
            }
        }

        void judge(int index) {
            Line line = lines.get(index);
            Optional<String> target = truth.target(line.name());
            Verdict verdict;
            try {
                verdict = line.problem().isPresent()
                        ? problem(line, target, line.problem().get())
                        : judge(line, target, index);
            } catch (Problem problem) {
                verdict = problem(line, target, problem);
            }
            verdicts.add(verdict);
        }

        private Verdict problem(Line line, Optional<String> target, Problem problem) {
            target.ifPresent(name -> defined(line.name(), name, Optional.empty()));
            Fault fault = Fault.of(Mistake.UNREADABLE, problem.span(), "sentence", problem.sentence());
            return new Verdict(line, Mark.PROBLEM, target.orElse(""), false, Optional.of(fault));
        }

        private Verdict judge(Line line, Optional<String> target, int index) {
            Expr expr = inlined(line);
            boolean isChangedLater = lines.subList(index + 1, lines.size()).stream()
                    .anyMatch(later -> later.name().equals(line.name()));
            if (truth.names().containsKey(line.name())) {
                boolean isWeight = truth.node(line.name()) instanceof Parameter;
                if (!isWeight) {
                    throw Problem.at(
                            line.nameSpan(),
                            "duplicate name",
                            "«" + line.name() + "» is a forward line. The name of its gradient is «d" + line.name()
                                    + "».");
                }
                scope.node(expr, trueNodes);
                own.put(line.name(), expr);
                return verdict(line, Mark.VALUE, "");
            }
            last.put(line.name(), expr);
            if (target.isEmpty()) {
                own.put(line.name(), expr);
                return ofValue(line, scope.node(expr, trueNodes));
            } else if (isChangedLater) {
                own.put(line.name(), expr);
                return verdict(line, Mark.PART, target.get());
            }
            own.remove(line.name());
            Node of = truth.node(target.get());
            Verdict verdict = judged(line, expr, of, target.get());
            defined(line.name(), target.get(), verdict.mark() == Mark.RIGHT ? typed(expr, of) : Optional.empty());
            return verdict;
        }

        /** A value that is no gradient of a name can be one of an unnamed part. */
        private Verdict ofValue(Line line, Node node) {
            for (Map.Entry<Node, Span> each : scope.program().spans().entrySet()) {
                if (each.getKey() instanceof Op op && truth.isUsed(op) && truth.areEqual(node, truth.gradient(op))) {
                    return verdict(
                            line, Mark.RIGHT, Sources.text(scope.program().text(), each.getValue()));
                }
            }
            return verdict(line, Mark.VALUE, "");
        }

        private Verdict verdict(Line line, Mark mark, String of) {
            return new Verdict(line, mark, of, true, Optional.empty());
        }

        private Optional<Node> typed(Expr expr, Node of) {
            Node node = shaped(scope.node(expr, typedNodes), of);
            return node.shape().equals(of.shape()) ? Optional.of(node) : Optional.empty();
        }

        /** One number has the shape of what it is a gradient of, even with more axes. */
        private static Node shaped(Node node, Node of) {
            return of.shape().elements() == 1
                            && node.shape().elements() == 1
                            && node.shape().rank() > of.shape().rank()
                    ? node.reshape(of.shape())
                    : node;
        }

        /** Lets later lines use a gradient. */
        private void defined(String name, String target, Optional<Node> typed) {
            Node of = truth.node(target);
            own.remove(name);
            gradientNames.put(name, of);
            trueNodes.put(name, truth.gradient(of));
            typedNodes.put(name, typed.orElseGet(() -> truth.gradient(of)));
            typed.ifPresentOrElse(node -> right.put(target, node), () -> right.remove(target));
        }

        private Verdict judged(Line line, Expr expr, Node of, String target) {
            if (!truth.isUsed(of)) {
                return wrong(line, target, Fault.of(Mistake.UNUSED, line.nameSpan(), "name", target));
            }
            try {
                Comparison found = truth.compare(shaped(scope.node(expr, trueNodes), of), truth.gradient(of));
                if (found != Comparison.DIFFERENT) {
                    return new Verdict(line, Mark.RIGHT, target, found == Comparison.EQUAL, Optional.empty());
                }
            } catch (RuntimeException thrown) { // a problem of shapes; the diagnosis may know more
                if (thrown instanceof Problem problem
                        && !problem.head().contains("shape")
                        && !problem.head().contains("match")
                        && problem.operands().isEmpty()) {
                    throw problem;
                }
            }
            Optional<Fault> fault =
                    known.computeIfAbsent(List.of(expr, target), key -> Optional.of(fault(line, expr, of)));
            return wrong(line, target, fault.orElseThrow());
        }

        private Verdict wrong(Line line, String target, Fault fault) {
            boolean isUnread = fault.mistake() == Mistake.UNREADABLE;
            return new Verdict(line, isUnread ? Mark.PROBLEM : Mark.WRONG, target, false, Optional.of(fault));
        }

        private Fault fault(Line line, Expr expr, Node of) {
            return updatedWeights(line, of)
                    .orElseGet(() -> new Diagnosis(truth, scope, rows, expr, of, trueNodes, gradientNames).find());
        }

        /** The mistake of a line that is right if weights are those before their update. */
        private Optional<Fault> updatedWeights(Line line, Node of) {
            Map<String, Expr> before = new HashMap<>(own);
            own.keySet().removeAll(truth.names().keySet());
            try {
                Expr expr = inlined(line);
                boolean isRight = truth.areEqual(scope.node(expr, trueNodes), truth.gradient(of));
                return Trees.names(line.value().orElseThrow()).values().stream()
                        .filter(name -> isRight
                                && before.containsKey(name.text())
                                && truth.names().containsKey(name.text()))
                        .findFirst()
                        .map(name -> Fault.of(Mistake.UPDATED_WEIGHTS, name.span(), "used", name.text()));
            } catch (RuntimeException thrown) { // of the line
                return Optional.empty();
            } finally {
                own.putAll(before);
            }
        }

        /** The value of a line in terms of names of the program and of gradients. */
        private Expr inlined(Line line) {
            Expr value = inlined(line.value().orElseThrow());
            if (line.sign().isEmpty() && line.index().isEmpty()) {
                return value;
            }
            Expr before = before(line);
            Expr changed = line.sign().isEmpty() || line.sign().equals(Scope.ADD_AT)
                    ? value
                    : new Expr.Binary(line.sign(), before, value, line.nameSpan(), line.span());
            checkDistinct(line);
            return checked(
                    line.index().isEmpty() ? changed : Changes.part(line, before, value, changed, one -> inlined(one)),
                    line.span());
        }

        /** Rejects {@code dC[i] += de} if i has a number twice: NumPy then adds only one of the rows. */
        private void checkDistinct(Line line) {
            if (line.sign().equals("+") && line.index().size() == 1) {
                Node numbers = scope.node(inlined(line.index().get(0)), trueNodes);
                if (numbers.shape().rank() > 0 && truth.repeats(numbers)) {
                    throw Problem.at(
                            line.span(),
                            "repeated index",
                            "This index has a number more than once, and += adds only the last of these rows. Write"
                                    + " np.add.at(" + line.name() + ", index, rows).");
                }
            }
        }

        private Expr before(Line line) {
            Expr before = last.get(line.name());
            if (own.containsKey(line.name())) {
                return own.get(line.name());
            } else if (before == null) {
                return inlined(new Expr.Name(line.name(), line.nameSpan()));
            }
            return before;
        }

        private Expr inlined(Expr expr) {
            Expr all = Trees.replaced(expr, name -> Optional.ofNullable(own.get(name.text())));
            checked(all, expr.span());
            Trees.names(all).values().forEach(this::checkDefined);
            return all;
        }

        private Expr checked(Expr all, Span span) {
            if (Trees.size(all) > LONGEST) {
                throw Problem.at(
                        span,
                        "too long",
                        "With the lines whose names it uses, this has more than " + LONGEST
                                + " parts. Use the name of a gradient.");
            }
            return all;
        }

        /** Rejects gradients that are used before their line. */
        private void checkDefined(Expr.Name name) {
            Optional<String> target = truth.target(name.text());
            if (target.isPresent() && !gradientNames.containsKey(name.text()) && !scope.isKnown(name.text())) {
                throw Problem.at(
                        name.span(),
                        "used before definition",
                        "No line above defines «" + name.text() + "», the gradient of «" + target.get() + "».");
            }
        }
    }
}
