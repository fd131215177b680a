package dev.gradus.playground.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The NumPy idioms for functions that NumPy lacks, so that code which this library prints can be read again. An idiom is
 * read as the op that it stands for. It must contain {@code np.}: an expression without it, such as
 * {@code 1 / (1 + exp(-z))}, is read op by op.
 *
 * <p>In the patterns {@code a} and {@code b} are any expressions, {@code k}, {@code m} and {@code d} numbers, {@code t}
 * and {@code s} tuples, {@code c} a comparison, {@code n} the size of the batch.
 */
final class Idioms {
    private static final List<Idiom> ALL = List.of(
            idiom("1 / (1 + np.exp(-a))", "sigmoid(a)"),
            idiom("np.log(a) - np.log1p(-a)", "logit(a)"),
            idiom(
                    "np.exp(a - np.max(a, axis=k, keepdims=True))"
                            + " / np.sum(np.exp(a - np.max(a, axis=k, keepdims=True)), axis=k, keepdims=True)",
                    "softmax(a, k)"),
            idiom("a - np.logaddexp.reduce(a, axis=k, keepdims=True)", "log_softmax(a, k)"),
            idiom("np.add.reduce(a)", "sum(a, axis=0)"),
            idiom("np.add.reduce(a, k)", "sum(a, axis=k)"),
            idiom("np.add.reduce(a, axis=k)", "sum(a, axis=k)"),
            idiom("np.add.reduce(a, axis=k, keepdims=True)", "sum(a, axis=k, keepdims=True)"),
            idiom("np.where(c, 1.0, 0.0)", "c"),
            idiom("np.where(a > 0, a, k * a)", "leaky_relu(a, k)"),
            idiom("np.where(a > 0, a, k * np.expm1(np.minimum(a, 0) / m))", "Elu(a, k, m)"),
            idiom("np.where(a == 0, 0 * (a + b), a * np.log(b))", "xlogy(a, b)"),
            idiom("a / (1 + np.abs(a))", "softsign(a)"),
            idiom("a - np.tanh(a)", "tanhshrink(a)"),
            idiom("np.logaddexp(0, a)", "softplus(a)"),
            idiom("np.maximum(a, 0)", "relu(a)"),
            idiom("1 / np.sqrt(a)", "rsqrt(a)"),
            idiom("np.vectorize(math.erf, otypes=[float])(a)", "erf(a)"),
            idiom("np.vectorize(math.erfc, otypes=[float])(a)", "erfc(a)"),
            idiom("np.vectorize(math.lgamma, otypes=[float])(a)", "lgamma(a)"),
            idiom("scipy.special.lambertw(a).real", "lambertw(a)"),
            idiom("np.sqrt(np.sum(a * a))", "norm(a)"),
            idiom("np.sqrt(np.sum(a * a, axis=t))", "norm(a, axis=t)"),
            idiom("np.sqrt(np.sum(a * a, axis=t, keepdims=True))", "norm(a, axis=t, keepdims=True)"),
            idiom("np.linalg.slogdet(a)[1]", "logdet(a)"),
            idiom("np.linalg.slogdet(a)[0]", "signdet(a)"),
            idiom("np.linalg.svd(a, compute_uv=False)", "svdvals(a)"),
            idiom("np.linalg.solve(np.tril(a), b)", "solve_triangular(a, b, upper=False)"),
            idiom("np.linalg.solve(np.triu(a), b)", "solve_triangular(a, b, upper=True)"),
            idiom("np.eye(k)[a.astype(int)]", "one_hot(a, k)"),
            idiom(
                    "np.moveaxis(np.tensordot(a, np.eye(k)[b.astype(int)], axes=(t, s)), -1, m)",
                    "scatterAdd(a, b, m, k)"),
            mean(".5 * np.sum((b - a) ** 2) / n", "MseLoss(a, b)"),
            mean("np.sum(np.abs(b - a)) / n", "L1Loss(a, b)"),
            mean(
                    "np.sum(np.where(np.abs(b - a) <= d, .5 * (b - a) ** 2, d * (np.abs(b - a) - .5 * d))) / n",
                    "HuberLoss(a, b, d)"),
            mean("np.sum(b * np.logaddexp(0, -a) + (1 - b) * np.logaddexp(0, a)) / n", "BinaryCrossEntropyLoss(a, b)"),
            mean("np.sum(b * (np.logaddexp.reduce(a, axis=1, keepdims=True) - a)) / n", "CrossEntropyLoss(a, b)"),
            mean("np.mean(np.logaddexp.reduce(a, axis=1) - a[np.arange(n), b.astype(int)])", "CrossEntropyLoss(a, b)"),
            idiom(
                    "-(np.where(b == 0, 0, b * np.log(np.where(b == 0, 1, a)))"
                            + " + np.where(b == 1, 0, (1 - b) * np.log1p(-np.where(b == 1, 0, a))))",
                    "ProbabilityCrossEntropy(a, b)"));

    private record Idiom(Expr pattern, Expr meaning, boolean isMean) {}

    private Idioms() {}

    private static Idiom idiom(String pattern, String meaning) {
        return new Idiom(Parser.expression(pattern), Parser.expression(meaning), false);
    }

    private static Idiom mean(String pattern, String meaning) {
        return new Idiom(Parser.expression(pattern), Parser.expression(meaning), true);
    }

    /** Replaces all idioms in an expression. */
    static Expr read(Expr expr) {
        for (Idiom idiom : ALL) {
            Map<String, Expr> holes = new HashMap<>();
            if (matches(idiom.pattern, expr, holes)) {
                Map<String, Expr> inside = new HashMap<>();
                holes.forEach((name, hole) -> inside.put(name, read(hole)));
                Expr meaning = filled(idiom.meaning, inside, expr.span());
                return idiom.isMean
                        ? new Expr.Mean(meaning, hole(inside, "a"), number(hole(holes, "n")), parts(expr), expr.span())
                        : meaning;
            }
        }
        return parts(expr);
    }

    private static Expr hole(Map<String, Expr> holes, String name) {
        return Optional.ofNullable(holes.get(name)).orElseThrow();
    }

    private static double number(Expr expr) {
        return expr instanceof Expr.Numeral number ? number.value() : Double.NaN;
    }

    /** Replaces the idioms in the parts of an expression. */
    private static Expr parts(Expr expr) {
        if (expr instanceof Expr.Items items) {
            return new Expr.Items(all(items.items()), items.isTuple(), items.span());
        } else if (expr instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.sign(), read(unary.x()), unary.span());
        } else if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(
                    binary.sign(), read(binary.left()), read(binary.right()), binary.signSpan(), binary.span());
        } else if (expr instanceof Expr.Call call) {
            Map<String, Expr> keywords = new LinkedHashMap<>();
            call.keywords().forEach((name, value) -> keywords.put(name, read(value)));
            return new Expr.Call(read(call.function()), all(call.arguments()), keywords, call.span());
        } else if (expr instanceof Expr.Member member) {
            return new Expr.Member(read(member.of()), member.name(), member.nameSpan(), member.span());
        } else if (expr instanceof Expr.Index index) {
            return new Expr.Index(read(index.of()), all(index.subscripts()), index.span());
        }
        return expr;
    }

    private static List<Expr> all(List<Expr> exprs) {
        return exprs.stream().map(Idioms::read).toList();
    }

    private static boolean matches(Expr pattern, Expr expr, Map<String, Expr> holes) {
        if (pattern instanceof Expr.Name name && name.text().length() == 1) {
            Expr before = holes.get(name.text());
            if (before != null) {
                return same(before, expr);
            }
            holes.put(name.text(), expr);
            return fits(name.text(), expr);
        } else if (pattern instanceof Expr.Binary a && expr instanceof Expr.Binary b) {
            return a.sign().equals(b.sign())
                    && matches(a.left(), b.left(), holes)
                    && matches(a.right(), b.right(), holes);
        } else if (pattern instanceof Expr.Unary a && expr instanceof Expr.Unary b) {
            return matches(a.x(), b.x(), holes);
        } else if (pattern instanceof Expr.Call a && expr instanceof Expr.Call b) {
            return matches(a.function(), b.function(), holes)
                    && allMatch(a.arguments(), b.arguments(), holes)
                    && a.keywords().keySet().equals(b.keywords().keySet())
                    && a.keywords().entrySet().stream()
                            .allMatch(one -> matches(one.getValue(), keyword(b, one.getKey()), holes));
        } else if (pattern instanceof Expr.Member a && expr instanceof Expr.Member b) {
            return a.name().equals(b.name()) && matches(a.of(), b.of(), holes);
        } else if (pattern instanceof Expr.Index a && expr instanceof Expr.Index b) {
            return matches(a.of(), b.of(), holes) && allMatch(a.subscripts(), b.subscripts(), holes);
        } else if (pattern instanceof Expr.Items a && expr instanceof Expr.Items b) {
            return allMatch(a.items(), b.items(), holes);
        }
        return same(pattern, expr);
    }

    private static Expr keyword(Expr.Call call, String name) {
        return Optional.ofNullable(call.keywords().get(name)).orElseThrow();
    }

    private static boolean allMatch(List<Expr> patterns, List<Expr> exprs, Map<String, Expr> holes) {
        if (patterns.size() != exprs.size()) {
            return false;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (!matches(patterns.get(i), exprs.get(i), holes)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String hole, Expr expr) {
        return switch (hole) {
            case "k", "m", "d", "n" ->
                expr instanceof Expr.Numeral || (expr instanceof Expr.Unary unary && unary.x() instanceof Expr.Numeral);
            case "t", "s" -> expr instanceof Expr.Items;
            case "c" -> expr instanceof Expr.Binary binary && "< > <= >= == !=".contains(binary.sign());
            default -> true;
        };
    }

    /** Whether both are written alike. Numbers are compared by their digits, because 1.0 stands for a truth value. */
    private static boolean same(Expr a, Expr b) {
        if (a instanceof Expr.Numeral x && b instanceof Expr.Numeral y) {
            return x.text().equals(y.text());
        } else if (a instanceof Expr.Name x && b instanceof Expr.Name y) {
            return x.text().equals(y.text());
        } else if (a instanceof Expr.Text x && b instanceof Expr.Text y) {
            return x.text().equals(y.text());
        } else if (a instanceof Expr.Range x && b instanceof Expr.Range y) {
            return same(x.from(), y.from()) && same(x.to(), y.to()) && same(x.step(), y.step());
        }
        boolean isLeaf = a instanceof Expr.Numeral
                || a instanceof Expr.Name
                || a instanceof Expr.Text
                || a instanceof Expr.Range;
        return !isLeaf && a.getClass() == b.getClass() && sameParts(a, b);
    }

    private static boolean same(Optional<Expr> a, Optional<Expr> b) {
        return a.isPresent() == b.isPresent() && (a.isEmpty() || same(a.get(), b.orElseThrow()));
    }

    private static boolean sameParts(Expr a, Expr b) {
        List<Expr> x = children(a);
        List<Expr> y = children(b);
        if (x.size() != y.size() || !word(a).equals(word(b))) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!same(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String word(Expr expr) {
        return expr instanceof Expr.Binary binary
                ? binary.sign()
                : expr instanceof Expr.Member member
                        ? member.name()
                        : expr instanceof Expr.Call call
                                ? String.join(",", call.keywords().keySet())
                                : "";
    }

    static List<Expr> children(Expr expr) {
        List<Expr> children = new ArrayList<>();
        if (expr instanceof Expr.Items items) {
            children.addAll(items.items());
        } else if (expr instanceof Expr.Unary unary) {
            children.add(unary.x());
        } else if (expr instanceof Expr.Binary binary) {
            children.add(binary.left());
            children.add(binary.right());
        } else if (expr instanceof Expr.Call call) {
            children.add(call.function());
            children.addAll(call.arguments());
            children.addAll(call.keywords().values());
        } else if (expr instanceof Expr.Member member) {
            children.add(member.of());
        } else if (expr instanceof Expr.Index index) {
            children.add(index.of());
            children.addAll(index.subscripts());
        }
        return children;
    }

    /** The meaning with its holes filled, at the position of the idiom. */
    private static Expr filled(Expr meaning, Map<String, Expr> holes, Span span) {
        if (meaning instanceof Expr.Name name) {
            return Optional.ofNullable(holes.get(name.text())).orElse(new Expr.Name(name.text(), span));
        } else if (meaning instanceof Expr.Call call) {
            Map<String, Expr> keywords = new LinkedHashMap<>();
            call.keywords().forEach((name, value) -> keywords.put(name, filled(value, holes, span)));
            List<Expr> arguments = call.arguments().stream()
                    .map(one -> filled(one, holes, span))
                    .toList();
            String function = ((Expr.Name) call.function()).text();
            Expr library = new Expr.Name("Functions", span); // a program may define the function by this very idiom
            return new Expr.Call(new Expr.Member(library, function, span, span), arguments, keywords, span);
        }
        return meaning;
    }
}
