import dev.gradus.testkit.Derivatives;
import dev.gradus.testkit.FunctionSpec;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.Values;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Checks the equations of PowSyBl Open Load Flow: the power and the current of branches, shunts and lines, with their
 * derivatives by voltages, angles and tap positions. Both are static methods of the classes of equation terms.
 */
class PowSyBlDerivatives {
    static final String PACKAGE = "com.powsybl.openloadflow.ac.equations.";

    static int derivatives;
    static int wrong;

    /** The number that a parameter stands for: an argument, or an angle, its sine or cosine. */
    static double parameter(String name, List<String> names, double[] x) {
        if (name.startsWith("sin ")) {
            return Math.sin(parameter(name.substring(4), names, x));
        } else if (name.startsWith("cos ")) {
            return Math.cos(parameter(name.substring(4), names, x));
        } else if (name.contains("+")) {
            return Arrays.stream(name.split("(?=[+-])"))
                    .mapToDouble(
                            part -> (part.startsWith("-") ? -1 : 1) * x[names.indexOf(part.replaceAll("[+-]", ""))])
                    .sum();
        }
        return x[names.indexOf(name)];
    }

    /** A call such as {@code dp1dv2(y, v1, r1, sin t1)} of a static method. */
    static ToDoubleFunction<double[]> call(String type, String call, List<String> names) {
        String[] parts = call.substring(0, call.length() - 1).split("[(]");
        String[] parameters = parts[1].replace("t1", "ksi-a1-ph1+ph2")
                .replace("t2", "ksi+a1+ph1-ph2")
                .split(", ");
        try {
            Class<?>[] types = new Class<?>[parameters.length];
            Arrays.fill(types, double.class);
            Method method = Class.forName(PACKAGE + type + "EquationTerm").getDeclaredMethod(parts[0], types);
            method.setAccessible(true);
            return x -> {
                try {
                    return (double) method.invoke(
                            null,
                            Arrays.stream(parameters)
                                    .map(name -> (Object) parameter(name, names, x))
                                    .toArray());
                } catch (IllegalAccessException | InvocationTargetException thrown) {
                    throw new IllegalStateException(thrown);
                }
            };
        } catch (ReflectiveOperationException missing) {
            throw new IllegalArgumentException(type + "." + call, missing);
        }
    }

    /** @param partials each as an argument, a colon and a call */
    static void check(String type, String arguments, String function, String... partials) {
        List<String> names = List.of(arguments.split(" "));
        FunctionSpec spec = FunctionSpec.of(names, call(type, function, names));
        for (String partial : partials) {
            String[] parts = partial.split(": ");
            spec = spec.derivative(parts[0], call(type, parts[1], names));
            derivatives++;
        }
        for (String name : names) {
            boolean isAngle = name.startsWith("ph") || name.equals("a1");
            spec = spec.where(name, Values.between(isAngle ? -0.5 : 0.1, isAngle || name.equals("ksi") ? 0.7 : 2));
        }
        Derivatives.Report report =
                Derivatives.check(spec.named(type + "." + function).without(Law.EXTREMES, "a domain by hand"), 1, 60);
        wrong += report.isRight() ? 0 : 1;
        System.out.println(report.isRight() ? "right " + type + "." + function : report);
    }

    static void power(String type, String q, String s, String own, String trig, String other) {
        String all = "y, " + trig + " ksi, " + own + ", v1, r1, v2, " + trig + " t" + s;
        boolean isFirst = s.equals("1");
        String angles = "(y, v1, r1, v2, " + other + " t" + s + ")";
        check(
                type,
                "y ksi " + own + " v1 ph1 a1 r1 v2 ph2",
                q + "(" + all + ")",
                "v" + s + ": d" + q + "dv" + s + "(" + all + ")",
                isFirst
                        ? "v2: d" + q + "dv2(y, v1, r1, " + trig + " t1)"
                        : "v1: d" + q + "dv1(y, r1, v2, " + trig + " t2)",
                "ph1: d" + q + "dph1" + angles,
                "ph2: d" + q + "dph2" + angles,
                "a1: d" + q + "da1" + angles,
                "r1: d" + q + "dr1(" + (isFirst ? all : "y, v1, v2, " + trig + " t2") + ")",
                "y: d" + q + "dy(r1, v1, v2, " + trig + " ksi, " + trig + " t" + s + ")",
                "ksi: d" + q + "dksi(y, r1, v1, v2, " + other + " ksi, " + other + " t" + s + ")");
    }

    static void current(String s) {
        String all = "(y, ksi, g" + s + ", b" + s + ", v1, ph1, r1, a1, v2, ph2)", d = "di" + s + "d";
        check(
                "ClosedBranchSide" + s + "CurrentMagnitude",
                "y ksi g" + s + " b" + s + " v1 ph1 r1 a1 v2 ph2",
                "i" + s + all,
                "v1: " + d + "v1" + all,
                "v2: " + d + "v2" + all,
                "ph1: " + d + "ph1" + all,
                "ph2: " + d + "ph2" + all,
                "a1: " + d + "a1" + all);
    }

    static void component(String s, String k) {
        String i = "i" + s + k, own = "g" + s + ", b" + s + ", ";
        String near = s.equals("1") ? own : "", far = s.equals("1") ? "" : own;
        check(
                "ClosedBranchI" + s + k + "Flow",
                "g" + s + " b" + s + " v1 ph1 v2 ph2 g12 b12",
                i + "(" + own + "v1, ph1, v2, ph2, g12, b12)",
                "v1: d" + i + "dv1(" + near + "ph1, g12, b12)",
                "v2: d" + i + "dv2(" + far + "ph2, g12, b12)",
                "ph1: d" + i + "dph1(" + near + "v1, ph1, g12, b12)",
                "ph2: d" + i + "dph2(" + far + "v2, ph2, g12, b12)");
    }

    static void open(String type, String names, String f, String argument) {
        String all = "(" + names.replace("ksi ", "cos ksi, sin ksi, ").replaceAll("(?<![,ns]) ", ", ") + ")";
        check(type, names, f + all, argument + ": d" + f + "d" + argument + all);
    }

    public static void main(String[] arguments) {
        power("ClosedBranchSide1ActiveFlow", "p1", "1", "g1", "sin", "cos");
        power("ClosedBranchSide2ActiveFlow", "p2", "2", "g2", "sin", "cos");
        power("ClosedBranchSide1ReactiveFlow", "q1", "1", "b1", "cos", "sin");
        power("ClosedBranchSide2ReactiveFlow", "q2", "2", "b2", "cos", "sin");
        for (String side : List.of("1", "2")) {
            current(side);
            component(side, "x");
            component(side, "y");
        }
        open("OpenBranchSide1ActiveFlow", "y ksi g1 b1 g2 v2", "p2", "v2");
        open("OpenBranchSide2ActiveFlow", "y ksi g1 g2 b2 v1 r1", "p1", "v1");
        open("OpenBranchSide1ReactiveFlow", "y ksi g1 b1 b2 v2", "q2", "v2");
        open("OpenBranchSide2ReactiveFlow", "y ksi b1 g2 b2 v1 r1", "q1", "v1");
        open("OpenBranchSide1CurrentMagnitude", "y ksi g1 b1 g2 b2 v2 ph2", "i2", "v2");
        open("OpenBranchSide2CurrentMagnitude", "y ksi g1 b1 g2 b2 v1 ph1 r1", "i1", "v1");
        check("ShuntCompensatorActiveFlow", "v g", "p(v, g)", "v: dpdv(v, g)");
        check("ShuntCompensatorReactiveFlow", "v b", "q(v, b)", "v: dqdv(v, b)", "b: dqdb(v)");
        check(
                "dcnetwork.ClosedDcLineSide1Power",
                "v1 v2 r",
                "p1(v1, v2, r)",
                "v1: dp1dv1(v1, v2, r)",
                "v2: dp1dv2(v1, r)");
        check(
                "dcnetwork.ClosedDcLineSide2Power",
                "v1 v2 r",
                "p2(v1, v2, r)",
                "v1: dp2dv1(v2, r)",
                "v2: dp2dv2(v1, v2, r)");
        String line = "(p0, k, l1, l2, ph1, ph2)";
        check(
                "HvdcAcEmulationSide2ActiveFlow",
                "p0 k l1 l2 r ph1 ph2",
                "p2(p0, k, l1, l2, r, ph1, ph2)",
                "ph1: dp2dph1" + line,
                "ph2: dp2dph2" + line);
        System.out.println(derivatives + " derivatives, of which " + wrong + " functions have wrong ones");
    }
}
