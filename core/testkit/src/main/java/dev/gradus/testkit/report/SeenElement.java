package dev.gradus.testkit.report;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.function.FunctionOp;
import dev.gradus.testkit.law.Slopes;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An element of a gradient, with what a rule can compute it from.
 *
 * @param where the case, which is compared by identity
 * @param row which of the tensor's lines along the last axis it is in
 * @param backward what the rule returns
 * @param numeric what it should return
 * @param error the error of the latter
 * @param terms the numbers that the rule computes on its way, by their formulas; none if it adds up elements
 * @param seen the numbers at this element, by their names in a report: upstream, the value, inputs, attributes, sizes
 */
record SeenElement(
        Case where,
        int row,
        double backward,
        double numeric,
        double error,
        Map<String, Double> terms,
        Map<String, Double> seen) {
    static final String UPSTREAM = "upstream";

    /** Where it is in its tensor, which tells where a loop ends. */
    static final String POSITION = "its position";

    /** The sum over the last axis, which the rules of softmax and of norms have. */
    static final String TOTAL = "Σ upstream ∗ this";

    /** Numbers with a smaller relative difference are equal. */
    private static final double RTOL = 1e-8;

    /** A number is known if it is at least this multiple of its error. */
    private static final double KNOWN = 1e3;

    /** The elements of the gradient for one input in one case; none if the rule has no gradient for it. */
    static List<SeenElement> of(Case where, int input) {
        Op op = where.op();
        Backward rule = Backward.of(op);
        if (rule.gradients().get(input) instanceof NoGradient) {
            return List.of();
        }
        double[][] in = where.arrays();
        double[] upstream = where.upstream().toArray(), value = Execution.forward(op, in);
        double[] backward = rule.at(in, upstream)[input];
        Slopes slopes = Slopes.of(where, upstream, where.spec().isFunction() ? 0 : 1);
        Map<String, double[]> inner =
                op.shape().equals(where.values().get(input).shape()) ? rule.inner(in, upstream, op.shape()) : Map.of();
        Map<String, Double> everywhere = sizes(where, input);
        everywhere.putAll(attributes(op));
        Map<String, Double> parts = op instanceof FunctionOp function ? function.parts(in) : Map.of();
        everywhere.putAll(parts);
        where.drawn()
                .filter(Number.class::isInstance)
                .ifPresent(drawn -> everywhere.put("drawn", ((Number) drawn).doubleValue()));
        List<SeenElement> elements = new ArrayList<>();
        for (int i = 0; i < backward.length; i++) {
            Estimate numeric = slopes.by(input, i, where.smoothAround(input, i));
            if (numeric.isSmooth()) {
                Map<String, Double> seen = new LinkedHashMap<>();
                Shape shape = where.values().get(input).shape();
                for (int other = 0; other < in.length; other++) {
                    put(
                            seen,
                            where.name(other),
                            in[other],
                            where.values().get(other).shape(),
                            shape,
                            i);
                }
                put(seen, "this", value, op.shape(), shape, i);
                put(seen, UPSTREAM, upstream, op.shape(), shape, i);
                if (op.shape().equals(shape) && shape.rank() > 0) {
                    seen.put(TOTAL, total(upstream, value, shape, i));
                }
                seen.putAll(everywhere);
                seen.put(POSITION, (double) i);
                Map<String, Double> terms = new LinkedHashMap<>();
                int position = i;
                terms.putAll(parts);
                inner.forEach((formula, numbers) -> terms.put(formula, numbers[position]));
                elements.add(new SeenElement(
                        where,
                        shape.rank() == 0 ? 0 : i / shape.size(-1),
                        backward[i],
                        numeric.value(),
                        numeric.error(),
                        terms,
                        seen));
            }
        }
        return elements;
    }

    private static double total(double[] upstream, double[] value, Shape shape, int position) {
        int size = shape.size(-1), start = position - position % size;
        return IntStream.range(start, start + size)
                .mapToDouble(k -> upstream[k] * value[k])
                .sum();
    }

    /** The number at the same place, if there is one: of the same shape, or alone. */
    private static void put(
            Map<String, Double> seen, String name, double[] numbers, Shape shape, Shape own, int position) {
        if (shape.equals(own)) {
            seen.put(name, numbers[position]);
        } else if (numbers.length == 1) {
            seen.put(name, numbers[0]);
        }
    }

    private static Map<String, Double> sizes(Case where, int input) {
        Map<String, Double> sizes = new LinkedHashMap<>();
        double own = where.values().get(input).shape().elements(),
                all = where.op().shape().elements();
        for (String symbol : where.layout().symbols()) {
            if (Character.isLetter(symbol.charAt(0))) {
                sizes.put("the size " + symbol, (double) where.layout().size(symbol));
            }
        }
        sizes.put("the number of elements of " + where.name(input), own);
        sizes.put("the number of elements of the value", all);
        sizes.put(
                own >= all
                        ? "the number of elements that each element of the value is computed from"
                        : "the number of copies that broadcasting makes of each element",
                Math.max(own / all, all / own));
        return sizes;
    }

    private static Map<String, Double> attributes(Op op) {
        Map<String, Double> attributes = new LinkedHashMap<>();
        for (RecordComponent component : op.attributes().getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                if (component.getAccessor().invoke(op.attributes()) instanceof Number number) {
                    attributes.put(component.getName(), number.doubleValue());
                }
            } catch (ReflectiveOperationException | RuntimeException hidden) {
                // a record of a module that does not open its package
            }
        }
        return attributes;
    }

    boolean isTelling() {
        return Math.abs(numeric) > KNOWN * error;
    }

    boolean isRight() {
        return is(1, backward);
    }

    /** Whether the gradient should be this multiple of a number. */
    boolean is(double times, double number) {
        double right = times * number;
        return Math.abs(right - numeric) <= RTOL * Math.max(Math.abs(numeric), Math.abs(right)) + 10 * error;
    }
}
