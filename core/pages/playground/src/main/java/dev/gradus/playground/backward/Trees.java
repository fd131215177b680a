package dev.gradus.playground.backward;

import dev.gradus.playground.language.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Replaces names in expressions. */
final class Trees {
    private Trees() {}

    /** An expression in which some names are replaced. */
    static Expr replaced(Expr e, Function<Expr.Name, Optional<Expr>> by) {
        if (e instanceof Expr.Name name) {
            return by.apply(name).orElse(name);
        } else if (e instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.sign(), replaced(unary.x(), by), unary.span());
        } else if (e instanceof Expr.Binary binary) {
            return new Expr.Binary(
                    binary.sign(),
                    replaced(binary.left(), by),
                    replaced(binary.right(), by),
                    binary.signSpan(),
                    binary.span());
        } else if (e instanceof Expr.Items items) {
            return new Expr.Items(all(items.items(), by), items.isTuple(), items.span());
        } else if (e instanceof Expr.Member member) {
            return new Expr.Member(replaced(member.of(), by), member.name(), member.nameSpan(), member.span());
        } else if (e instanceof Expr.Index index) {
            return new Expr.Index(replaced(index.of(), by), all(index.subscripts(), by), index.span());
        } else if (e instanceof Expr.Call call) {
            Map<String, Expr> keywords = new LinkedHashMap<>();
            call.keywords().forEach((name, value) -> keywords.put(name, replaced(value, by)));
            Expr function = call.function() instanceof Expr.Name ? call.function() : replaced(call.function(), by);
            return new Expr.Call(function, all(call.arguments(), by), keywords, call.span());
        } else if (e instanceof Expr.Range range) {
            return new Expr.Range(
                    range.from().map(one -> replaced(one, by)),
                    range.to().map(one -> replaced(one, by)),
                    range.step().map(one -> replaced(one, by)),
                    range.span());
        }
        return e;
    }

    private static List<Expr> all(List<Expr> exprs, Function<Expr.Name, Optional<Expr>> by) {
        return exprs.stream().map(one -> replaced(one, by)).toList();
    }

    /** The names in an expression, in the order of their first use, with that use. */
    static Map<String, Expr.Name> names(Expr e) {
        Map<String, Expr.Name> names = new LinkedHashMap<>();
        replaced(e, name -> {
            names.putIfAbsent(name.text(), name);
            return Optional.empty();
        });
        return names;
    }

    /** How many parts an expression has. */
    static int size(Expr e) {
        int size = 1;
        for (Expr part : parts(e)) {
            size += size(part);
        }
        return size;
    }

    private static List<Expr> parts(Expr e) {
        if (e instanceof Expr.Unary unary) {
            return List.of(unary.x());
        } else if (e instanceof Expr.Binary binary) {
            return List.of(binary.left(), binary.right());
        } else if (e instanceof Expr.Items items) {
            return items.items();
        } else if (e instanceof Expr.Member member) {
            return List.of(member.of());
        } else if (e instanceof Expr.Index index) {
            return List.of(index.of());
        } else if (e instanceof Expr.Call call) {
            List<Expr> parts = new ArrayList<>(call.arguments());
            parts.addAll(call.keywords().values());
            parts.add(call.function());
            return parts;
        }
        return List.of();
    }

    /** The factors of an elementwise product, from left to right. */
    static List<Expr> factors(Expr e) {
        List<Expr> factors = new ArrayList<>();
        Expr rest = e;
        while (rest instanceof Expr.Binary binary && binary.sign().equals("*")) {
            factors.addAll(0, factors(binary.right()));
            rest = binary.left();
        }
        factors.add(0, rest);
        return factors;
    }

    static boolean mentions(Expr e, Set<String> some) {
        Set<String> names = new LinkedHashSet<>(names(e).keySet());
        names.retainAll(some);
        return !names.isEmpty();
    }
}
