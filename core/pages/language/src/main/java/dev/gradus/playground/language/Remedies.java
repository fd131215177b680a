package dev.gradus.playground.language;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses among the possible fixes of a problem by trying each: one is offered only if the program then has no problem, or has
 * its first one nearer to its end. Applying remedies one after the other therefore ends. A fix must not change what was meant:
 * no loss without the weights or without y, no guess among several that fit, and no two buttons with one label.
 */
public final class Remedies {
    /** The number of fixes that are offered. */
    static final int MOST_OFFERED = 3;

    /** The number of fixes that are tried, each of which reads the program again. */
    private static final int MOST_TRIED = 64;

    private Remedies() {}

    private record Tried(Remedy remedy, boolean isCure, int oddity) {}

    /**
     * The problem with those remedies that help; remedies that leave no problem come first.
     *
     * @param read reads a program
     */
    public static Problem helping(Problem problem, String text, Function<String, Program> read) {
        Map<String, Tried> byLabel = new LinkedHashMap<>();
        Set<String> tried = new HashSet<>(Set.of(text));
        boolean needsY = mentionsY(text) || problem.head().equals("no loss yet");
        boolean isOfBrackets = problem.head().matches("[)\\]] is missing|unmatched [)\\]]");
        int usual = isOfBrackets ? Oddities.of(text) : Integer.MAX_VALUE;
        for (Remedy remedy : problem.remedies()) {
            String mended = remedy.mend(text);
            if (tried.size() > MOST_TRIED || !tried.add(mended)) {
                continue;
            }
            Program program = read.apply(mended);
            Optional<Problem> next = program.problem();
            int oddity = next.isEmpty() ? Oddities.of(mended) : 0;
            boolean isCure = next.isEmpty() && oddity <= usual && isSane(program, needsY);
            boolean isRemoval = remedy.label().startsWith("Remove ");
            if (isCure || !isRemoval && next.isPresent() && left(next.get(), mended) < leftOfLine(problem, text)) {
                Tried one = new Tried(remedy, isCure, oddity);
                byLabel.merge(remedy.label(), one, Remedies::better);
            }
        }
        List<Tried> all = new ArrayList<>(byLabel.values());
        all.sort(Comparator.comparing((Tried one) -> !one.isCure()).thenComparing(Tried::oddity));
        boolean isSure =
                all.stream().anyMatch(one -> one.isCure() && !one.remedy().isGuess());
        boolean isCured = all.stream().anyMatch(Tried::isCure);
        long guesses = all.stream()
                .filter(one -> one.remedy().isGuess() && one.isCure() == isCured)
                .count();
        all.removeIf(one -> one.remedy().isGuess() && (isSure || guesses > 1));
        all.removeIf(one -> isCured && !one.isCure());
        return problem.withRemedies(
                all.stream().limit(MOST_OFFERED).map(Tried::remedy).toList());
    }

    private static Tried better(Tried a, Tried b) {
        return a.isCure() == b.isCure() ? (b.oddity() < a.oddity() ? b : a) : a.isCure() ? a : b;
    }

    private static boolean mentionsY(String text) {
        return Tokens.of(text).stream().anyMatch(token -> token.isWord("y"));
    }

    /** Whether training can mean something: the loss depends on weights and on y, and compares nothing with itself. */
    private static boolean isSane(Program program, boolean needsY) {
        List<Node> open = new ArrayList<>(program.objective().stream().toList());
        Set<Node> seen = new HashSet<>(open);
        boolean hasWeight = program.weights().isEmpty();
        boolean hasY = !needsY || !program.inputs().containsKey("y");
        for (int i = 0; i < open.size(); i++) {
            Node node = open.get(i);
            List<Node> inputs = node.inputs();
            hasWeight |= node instanceof Parameter;
            hasY |= node instanceof Input input && input.label().equals("y");
            if (inputs.size() > 1
                    && inputs.get(0).equals(inputs.get(1))
                    && node instanceof Op op
                    && op.name().matches("Subtract.*|.*Loss|.*Entropy")) {
                return false;
            }
            inputs.stream().filter(seen::add).forEach(open::add);
        }
        return hasWeight && hasY;
    }

    /** The number of letters behind the line of a problem: a remedy that leaves its line wrong may be none. */
    private static int leftOfLine(Problem problem, String text) {
        int end = text.indexOf('\n', problem.span().from());
        return Math.min(left(problem, text), end < 0 ? 1 : text.length() - end);
    }

    /** The number of letters from the beginning of a problem to the end of the program. */
    private static int left(Problem problem, String text) {
        return text.length() - problem.span().from();
    }
}
