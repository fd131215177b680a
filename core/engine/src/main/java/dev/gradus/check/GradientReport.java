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
 * The result of a {@link GradientCheck}. {@link #toString()} returns a text that fits one screen.
 *
 * @param objective the node whose gradients were checked
 * @param gradients the checked gradients, one for each requested node
 * @param rules the checked rules in the order of the graph, one for each input of each op
 */
public record GradientReport(Node objective, List<NodeCheck> gradients, List<RuleCheck> rules) {

    /** Copies the lists. */
    public GradientReport {
        gradients = List.copyOf(gradients);
        rules = List.copyOf(rules);
    }

    /**
     * Returns whether the check passed: no element of a gradient or of a rule is wrong, each op is a function of its inputs,
     * and at most 1 % of the gradients' elements, and of the rules', are inconclusive.
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

    /** Counts the verdicts on all elements of all gradients. */
    public VerdictCounts gradientCounts() {
        return gradients.stream().map(NodeCheck::counts).reduce(VerdictCounts.NONE, VerdictCounts::plus);
    }

    /** Counts the verdicts on all elements of all rules. */
    public VerdictCounts ruleCounts() {
        return rules.stream().map(RuleCheck::counts).reduce(VerdictCounts.NONE, VerdictCounts::plus);
    }

    /** Returns the wrong rules, in the order of the graph. */
    public List<RuleCheck> guilty() {
        return rules.stream().filter(rule -> rule.diagnosis().isPresent()).toList();
    }

    /** Returns the check of the gradient with respect to a node, if it was checked. */
    public Optional<NodeCheck> gradient(Node node) {
        Objects.requireNonNull(node, "node");
        return gradients.stream().filter(check -> check.node() == node).findFirst();
    }

    /** Returns the check of an op's rule for one of its inputs, if the op is part of the graph. */
    public Optional<RuleCheck> rule(Op op, int input) {
        Objects.requireNonNull(op, "op");
        return rules.stream()
                .filter(rule -> rule.op() == op && rule.input() == input)
                .findFirst();
    }

    /** Returns a verdict for each node whose gradient was checked. */
    public Map<Node, Verdict> gradientVerdicts() {
        Map<Node, Verdict> verdicts = new LinkedHashMap<>();
        gradients.forEach(check -> verdicts.put(check.node(), check.counts().verdict()));
        return verdicts;
    }

    /** Returns a verdict for each op whose rule was checked for some input. */
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
     * Adds the results to a trace of the same graph: a verdict for each rule, and marks at kinks and in the flat parts of
     * sigmoid and tanh.
     */
    public Trace mark(Trace trace) {
        return new TraceMarks(this).on(trace);
    }

    /**
     * Returns the text of the report: the counts, the probable cause and worst elements of each wrong rule, and the worst
     * elements of the gradients.
     */
    @Override
    public String toString() {
        return ReportText.of(this);
    }
}
