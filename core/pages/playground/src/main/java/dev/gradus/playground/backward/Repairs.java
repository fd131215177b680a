package dev.gradus.playground.backward;

import dev.gradus.playground.language.Expr;
import dev.gradus.playground.language.Scope;
import dev.gradus.playground.language.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes an expression in each way that undoes a usual mistake, at each place. */
final class Repairs {
    private static final int MOST = 3000;
    private static final Set<String> SUMS = Set.of("sum", "mean", "average");
    private static final Set<String> PRODUCTS = Set.of("dot", "matmul", "matMul", "mm");
    private static final Set<String> TRANSPOSES = Set.of("T", "mT", "transpose", "swapaxes", "t");
    private static final Map<String, String> OPPOSITE =
            Map.of(">", "<=", "<", ">=", ">=", "<", "<=", ">", "==", "!=", "!=", "==");

    private final Scope scope;
    private final List<Repair> all = new ArrayList<>();

    /** The values between signs, each with what puts another one in its place. */
    private final List<Place> places = new ArrayList<>();

    /**
     * A change.
     *
     * @param at the part that was wrong
     * @param fixed the whole expression after the change
     */
    record Repair(Mistake mistake, Span at, Expr fixed, Map<String, String> details) {}

    /**
     * A part of the expression.
     *
     * @param isFactor whether it is an operand of an elementwise product or a quotient
     */
    record Place(Expr part, UnaryOperator<Expr> put, boolean isFactor, boolean isCompared, boolean isProduct) {}

    private Repairs(Scope scope) {
        this.scope = scope;
    }

    /** Finds the parts of an expression. */
    static List<Place> places(Expr expr, Scope scope) {
        Repairs repairs = new Repairs(scope);
        repairs.visit(expr, part -> part, "");
        return repairs.places;
    }

    /** All changes that need to know nothing of the network. */
    static List<Repair> of(Expr expr, Scope scope) {
        Repairs repairs = new Repairs(scope);
        repairs.visit(expr, part -> part, "");
        for (Place place : repairs.places) {
            repairs.change(place);
        }
        return repairs.all;
    }

    // Parts

    private void visit(Expr e, UnaryOperator<Expr> put, String sign) {
        if (places.size() >= MOST) {
            return;
        }
        places.add(
                new Place(e, put, sign.equals("*") || sign.equals("/"), OPPOSITE.containsKey(sign), sign.equals("@")));
        if (e instanceof Expr.Binary b) {
            String inner = b.sign();
            visit(b.left(), x -> put.apply(new Expr.Binary(b.sign(), x, b.right(), b.signSpan(), b.span())), inner);
            visit(b.right(), x -> put.apply(new Expr.Binary(b.sign(), b.left(), x, b.signSpan(), b.span())), inner);
        } else if (e instanceof Expr.Unary u) {
            visit(u.x(), x -> put.apply(new Expr.Unary(u.sign(), x, u.span())), sign);
        } else if (e instanceof Expr.Member m && !scope.isFunction(m)) {
            visit(m.of(), x -> put.apply(new Expr.Member(x, m.name(), m.nameSpan(), m.span())), sign);
        } else if (e instanceof Expr.Index i) {
            visit(i.of(), x -> put.apply(new Expr.Index(x, i.subscripts(), i.span())), sign);
        } else if (e instanceof Expr.Call c) {
            call(c, put);
        }
    }

    private void call(Expr.Call c, UnaryOperator<Expr> put) {
        String inner = PRODUCTS.contains(name(c)) ? "@" : name(c).equals("multiply") ? "*" : "";
        if (c.function() instanceof Expr.Member m && !scope.isFunction(m)) {
            visit(
                    m.of(),
                    x -> put.apply(new Expr.Call(
                            new Expr.Member(x, m.name(), m.nameSpan(), m.span()),
                            c.arguments(),
                            c.keywords(),
                            c.span())),
                    inner);
        }
        for (int i = 0; i < c.arguments().size(); i++) {
            int index = i;
            boolean isValue = !(c.arguments().get(i) instanceof Expr.Numeral)
                    && !(c.arguments().get(i) instanceof Expr.Items)
                    && !(c.arguments().get(i) instanceof Expr.Text);
            if (isValue) {
                visit(
                        c.arguments().get(i),
                        x -> {
                            List<Expr> given = new ArrayList<>(c.arguments());
                            given.set(index, x);
                            return put.apply(new Expr.Call(c.function(), given, c.keywords(), c.span()));
                        },
                        inner);
            }
        }
    }

    private static String name(Expr.Call call) {
        return call.function() instanceof Expr.Member member
                ? member.name()
                : call.function() instanceof Expr.Name one ? one.text() : "";
    }

    // Changes

    private void add(Mistake mistake, Place place, Span at, Expr changed) {
        all.add(new Repair(mistake, at, place.put().apply(changed), Map.of()));
    }

    private void change(Place place) {
        Expr e = place.part();
        if (e instanceof Expr.Binary b && OPPOSITE.containsKey(b.sign())) {
            String opposite = OPPOSITE.getOrDefault(b.sign(), b.sign());
            add(Mistake.MASK_INVERTED, place, b.span(), binary(opposite, b.left(), b.right(), b));
        } else if (e instanceof Expr.Binary b
                && (b.sign().equals("+") || b.sign().equals("-"))) {
            add(Mistake.SIGN, place, b.signSpan(), binary(b.sign().equals("+") ? "-" : "+", b.left(), b.right(), b));
            add(Mistake.SIGN, place, b.span(), binary("-", b.right(), b.left(), b));
            for (Expr half : List.of(b.left(), b.right())) {
                boolean isLeft = half == b.left();
                for (Expr.Binary scaled : List.of(times(half, 2), times(half, 0.5))) {
                    Expr changed =
                            isLeft ? binary(b.sign(), scaled, b.right(), b) : binary(b.sign(), b.left(), scaled, b);
                    add(Mistake.FACTOR, place, half.span(), changed);
                }
            }
        } else if (e instanceof Expr.Binary b
                && (b.sign().equals("*") || b.sign().equals("/"))) {
            add(ofFactor(b.right()), place, b.right().span(), b.left());
            if (b.sign().equals("*")) {
                add(ofFactor(b.left()), place, b.left().span(), b.right());
            }
            add(
                    Mistake.FACTOR_EXTRA,
                    place,
                    b.signSpan(),
                    binary(b.sign().equals("*") ? "/" : "*", b.left(), b.right(), b));
        }
        if (e instanceof Expr.Unary unary) {
            add(Mistake.SIGN, place, unary.span(), unary.x());
        }
        if (e instanceof Expr.Binary power && power.sign().equals("**")) {
            add(Mistake.FACTOR_EXTRA, place, power.right().span(), power.left());
        }
        if (e instanceof Expr.Index index && index.subscripts().size() == 1) {
            add(Mistake.BATCH_SUM, place, index.span(), sum(index.of(), 0, false));
            add(Mistake.BATCH_SUM, place, index.span(), index.of());
        }
        transposes(place);
        products(place);
        sums(place);
    }

    private static Mistake ofFactor(Expr factor) {
        return factor instanceof Expr.Numeral number && (number.value() == 2 || number.value() == 0.5)
                ? Mistake.FACTOR
                : Mistake.FACTOR_EXTRA;
    }

    private static Expr.Binary binary(String sign, Expr left, Expr right, Expr.Binary like) {
        return new Expr.Binary(sign, left, right, like.signSpan(), like.span());
    }

    static Expr.Binary times(Expr e, double factor) {
        return new Expr.Binary("*", e, new Expr.Numeral(factor, String.valueOf(factor), e.span()), e.span(), e.span());
    }

    private static Expr transposed(Expr e) {
        return new Expr.Member(e, "T", e.span(), e.span());
    }

    /** What is transposed in an expression; empty if nothing is. */
    private Optional<Expr> inner(Expr e) {
        if (e instanceof Expr.Member m && TRANSPOSES.contains(m.name()) && !scope.isFunction(m)) {
            return Optional.of(m.of());
        } else if (e instanceof Expr.Call c && TRANSPOSES.contains(name(c))) {
            return c.function() instanceof Expr.Member m && !scope.isFunction(m)
                    ? Optional.of(m.of())
                    : c.arguments().stream().findFirst();
        }
        return Optional.empty();
    }

    private Expr toggled(Expr e) {
        return inner(e).orElseGet(() -> transposed(e));
    }

    private void transposes(Place place) {
        Optional<Expr> inside = inner(place.part());
        Mistake mistake = inside.isPresent() ? Mistake.TRANSPOSE_EXTRA : Mistake.TRANSPOSE_MISSING;
        add(mistake, place, place.part().span(), toggled(place.part()));
    }

    /** All orders and transposes of a product, beginning with those that change least. */
    private void products(Place place) {
        Expr[] operands = operands(place.part());
        if (operands.length == 0) {
            return;
        }
        boolean isMatrix = !(place.part() instanceof Expr.Binary b && b.sign().equals("*"))
                && !(place.part() instanceof Expr.Call c && name(c).equals("multiply"));
        for (boolean changesSign : new boolean[] {false, true}) {
            for (int change : new int[] {3, 4, 1, 2, 5, 6, 7, 0}) {
                boolean left = (change & 1) > 0;
                boolean right = (change & 2) > 0;
                boolean swaps = (change & 4) > 0;
                boolean makesMatrix = isMatrix != changesSign;
                if (!makesMatrix && (swaps || !changesSign && change == 0) || change == 0 && !changesSign) {
                    continue;
                }
                Expr a = left ? toggled(operands[0]) : operands[0];
                Expr b = right ? toggled(operands[1]) : operands[1];
                Span span = place.part().span();
                Span sign = place.part() instanceof Expr.Binary binary ? binary.signSpan() : span;
                Expr changed = new Expr.Binary(makesMatrix ? "@" : "*", swaps ? b : a, swaps ? a : b, sign, span);
                Mistake mistake = changesSign
                        ? isMatrix ? Mistake.MATRIX_PRODUCT : Mistake.ELEMENTWISE
                        : swaps ? Mistake.SWAPPED : ofTransposes(operands, left, right);
                Span at =
                        changesSign ? sign : swaps || left && right ? span : (left ? operands[0] : operands[1]).span();
                add(mistake, place, at, changed);
            }
        }
    }

    private Mistake ofTransposes(Expr[] operands, boolean left, boolean right) {
        boolean removes = left && inner(operands[0]).isPresent()
                || right && inner(operands[1]).isPresent();
        boolean adds = left && inner(operands[0]).isEmpty()
                || right && inner(operands[1]).isEmpty();
        return removes && adds
                ? Mistake.TRANSPOSE_ELSEWHERE
                : adds ? Mistake.TRANSPOSE_MISSING : Mistake.TRANSPOSE_EXTRA;
    }

    private Expr[] operands(Expr e) {
        if (e instanceof Expr.Binary b && (b.sign().equals("@") || b.sign().equals("*"))) {
            return new Expr[] {b.left(), b.right()};
        } else if (e instanceof Expr.Call c) {
            List<Expr> given = c.arguments();
            boolean isProduct = PRODUCTS.contains(name(c)) || name(c).equals("multiply");
            boolean isMethod = c.function() instanceof Expr.Member m && !scope.isFunction(m);
            if (isProduct && isMethod && given.size() == 1) {
                return new Expr[] {((Expr.Member) c.function()).of(), given.get(0)};
            } else if (isProduct && !isMethod && given.size() == 2) {
                return new Expr[] {given.get(0), given.get(1)};
            } else if (name(c).equals("einsum") && given.size() == 3) {
                return new Expr[] {given.get(1), given.get(2)};
            }
        }
        return new Expr[0];
    }

    /** A sum over other axes, with or without them, and the mean for the sum. */
    private void sums(Place place) {
        if (!(place.part() instanceof Expr.Call c) || !SUMS.contains(name(c))) {
            return;
        }
        boolean isMethod = c.function() instanceof Expr.Member m && !scope.isFunction(m);
        if (!isMethod && c.arguments().isEmpty()) {
            return;
        }
        Expr of = isMethod ? ((Expr.Member) c.function()).of() : c.arguments().get(0);
        if (!name(c).equals("sum")) {
            Expr function = c.function() instanceof Expr.Member m
                    ? new Expr.Member(m.of(), "sum", m.nameSpan(), m.span())
                    : new Expr.Name("sum", c.function().span());
            Expr changed = new Expr.Call(function, c.arguments(), c.keywords(), c.span());
            add(Mistake.MEAN, place, c.function().span(), changed);
        } else {
            add(
                    Mistake.MEAN_FORGOTTEN,
                    place,
                    c.function().span(),
                    new Expr.Call(
                            c.function() instanceof Expr.Member m
                                    ? new Expr.Member(m.of(), "mean", m.nameSpan(), m.span())
                                    : new Expr.Name("mean", c.function().span()),
                            c.arguments(),
                            c.keywords(),
                            c.span()));
        }
        for (int axis = -1; axis < 3; axis++) {
            for (boolean keeps : new boolean[] {false, true}) {
                boolean hadKept = c.keywords().containsKey("keepdims");
                Mistake mistake = axis == axisOf(c) ? Mistake.KEPT_AXIS : Mistake.BIAS_SHAPE;
                add(mistake, place, c.span(), sum(of, axis, keeps != hadKept));
            }
        }
        add(Mistake.BIAS_SHAPE, place, c.span(), of);
    }

    /** The axis that a sum goes over; −1 for all, and −2 if it is none of the plain ones. */
    private int axisOf(Expr.Call c) {
        boolean isMethod = c.function() instanceof Expr.Member m && !scope.isFunction(m);
        int first = isMethod ? 0 : 1;
        Expr axis = c.keywords().containsKey("axis")
                ? c.keywords().get("axis")
                : c.arguments().size() > first ? c.arguments().get(first) : null;
        return axis == null ? -1 : axis instanceof Expr.Numeral number ? (int) number.value() : -2;
    }

    /** The sum of an expression over an axis, or over all. */
    static Expr sum(Expr of, int axis, boolean keeps) {
        Span span = of.span();
        Map<String, Expr> keywords = new LinkedHashMap<>();
        if (axis >= 0) {
            keywords.put("axis", new Expr.Numeral(axis, String.valueOf(axis), span));
        }
        if (keeps) {
            keywords.put("keepdims", new Expr.Name("True", span));
        }
        Expr function = new Expr.Member(new Expr.Name("np", span), "sum", span, span);
        return new Expr.Call(function, List.of(of), keywords, span);
    }
}
