package dev.gradus.check;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Trace;
import dev.gradus.run.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link GradientCheck} found: objects for code, and {@link #toString()} for people, which fits one screen.
 *
 * @param objective the node whose gradients were checked
 * @param gradients the gradients, one for each node that was asked for
 * @param rules the ops' rules by themselves, in the order of the graph, one for each input of each op
 */
public record GradientReport(Node objective, List<NodeCheck> gradients, List<RuleCheck> rules) {

    /** Keeps copies of the lists. */
    public GradientReport {
        gradients = List.copyOf(gradients);
        rules = List.copyOf(rules);
    }

    /**
     * Whether no element of a gradient or of a rule is wrong, every op is a function of its inputs, and at most 1 % of the
     * gradients' elements, and of the rules', are inconclusive.
     */
    public boolean passed() {
        return gradientCounts().passed() && ruleCounts().passed() && guilty().isEmpty();
    }

    /**
     * Returns this report if the check passed.
     *
     * @throws GradientCheckException if it did not
     */
    public GradientReport assertPassed() {
        if (!passed()) {
            throw new GradientCheckException(this);
        }
        return this;
    }

    /** The verdicts on all elements of all gradients. */
    public VerdictCounts gradientCounts() {
        return gradients.stream().map(NodeCheck::counts).reduce(VerdictCounts.NONE, VerdictCounts::plus);
    }

    /** The verdicts on all elements of all rules. */
    public VerdictCounts ruleCounts() {
        return rules.stream().map(RuleCheck::counts).reduce(VerdictCounts.NONE, VerdictCounts::plus);
    }

    /** The rules that are wrong, in the order of the graph. */
    public List<RuleCheck> guilty() {
        return rules.stream().filter(rule -> rule.diagnosis().isPresent()).toList();
    }

    /** The check of the gradient with respect to a node, if it was checked. */
    public Optional<NodeCheck> gradient(Node node) {
        Objects.requireNonNull(node, "node");
        return gradients.stream().filter(check -> check.node() == node).findFirst();
    }

    /** The check of an op's rule for one of its inputs, if the op is part of the graph. */
    public Optional<RuleCheck> rule(Op op, int input) {
        Objects.requireNonNull(op, "op");
        return rules.stream()
                .filter(rule -> rule.op() == op && rule.input() == input)
                .findFirst();
    }

    /** For each node whose gradient was checked, the verdict on it as a whole. */
    public Map<Node, Verdict> gradientVerdicts() {
        Map<Node, Verdict> verdicts = new LinkedHashMap<>();
        gradients.forEach(check -> verdicts.put(check.node(), check.counts().verdict()));
        return verdicts;
    }

    /** For each op whose rule was checked for some input, the verdict on it as a whole. */
    public Map<Op, Verdict> ruleVerdicts() {
        Map<Op, VerdictCounts> counts = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> rule.skipped().isEmpty())
                .forEach(rule -> counts.merge(rule.op(), rule.counts(), VerdictCounts::plus));
        Map<Op, Verdict> verdicts = new LinkedHashMap<>();
        counts.forEach((op, ofOp) -> verdicts.put(op, ofOp.verdict()));
        guilty().forEach(rule -> verdicts.put(rule.op(), Verdict.WRONG));
        return verdicts;
    }

    /**
     * Adds this report's findings to a trace of the same graph: the verdict on each rule, and whether it stands at a kink
     * or in the flat part of a sigmoid or tanh.
     */
    public Trace mark(Trace trace) {
        return new TraceMarks(this).on(trace);
    }

    /**
     * The report in words: the counts; for each guilty rule the likely cause and its worst elements; the worst elements of
     * the gradients.
     */
    @Override
    public String toString() {
        return ReportText.of(this);
    }
}
