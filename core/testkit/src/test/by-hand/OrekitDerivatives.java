import dev.gradus.testkit.Derivatives;
import dev.gradus.testkit.FunctionSpec;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.Values;
import java.util.List;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.frames.FramesFactory;
import org.orekit.orbits.OrbitType;
import org.orekit.orbits.PositionAngleType;
import org.orekit.propagation.semianalytical.dsst.utilities.CjSjCoefficient;
import org.orekit.propagation.semianalytical.dsst.utilities.GHIJjsPolynomials;
import org.orekit.propagation.semianalytical.dsst.utilities.GHmsjPolynomials;
import org.orekit.propagation.semianalytical.dsst.utilities.GammaMnsFunction;
import org.orekit.propagation.semianalytical.dsst.utilities.hansen.HansenThirdBodyLinear;
import org.orekit.propagation.semianalytical.dsst.utilities.hansen.HansenZonalLinear;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.TimeStampedPVCoordinates;

/** Checks derivatives of Orekit: of the semianalytical theory's polynomials, and of the elements of orbits. */
class OrekitDerivatives {
    static int derivatives;
    static int wrong;

    interface Of<T> {
        double value(T made);
    }

    static void check(String name, int count, FunctionSpec spec) {
        Derivatives.Report report =
                Derivatives.check(spec.named(name).without(Law.EXTREMES, "a domain by hand"), 1, 40);
        derivatives += count;
        wrong += report.isRight() ? 0 : 1;
        System.out.println(report.isRight() ? "right " + name : report);
    }

    static void eccentricityAndPole(
            String name, Of<double[]> f, Of<double[]> dk, Of<double[]> dh, Of<double[]> dAlpha, Of<double[]> dBeta) {
        FunctionSpec spec = FunctionSpec.of(List.of("k", "h", "alpha", "beta"), f::value)
                .derivative("k", dk::value)
                .derivative("h", dh::value)
                .derivative("alpha", dAlpha::value)
                .derivative("beta", dBeta::value);
        for (String argument : List.of("k", "h", "alpha", "beta")) {
            spec = spec.where(argument, Values.between(-0.6, 0.6));
        }
        check(name, 4, spec);
    }

    static GHmsjPolynomials gh(double[] x) {
        return new GHmsjPolynomials(x[0], x[1], x[2], x[3], 1);
    }

    static GHIJjsPolynomials ghij(double[] x) {
        return new GHIJjsPolynomials(x[0], x[1], x[2], x[3]);
    }

    static void polynomials() {
        for (int[] i : new int[][] {{2, 1, 2}, {1, 3, -2}, {3, -1, 1}}) {
            int m = i[0], s = i[1], j = i[2];
            eccentricityAndPole(
                    "G of m = " + m + ", s = " + s + ", j = " + j,
                    x -> gh(x).getGmsj(m, s, j),
                    x -> gh(x).getdGmsdk(m, s, j),
                    x -> gh(x).getdGmsdh(m, s, j),
                    x -> gh(x).getdGmsdAlpha(m, s, j),
                    x -> gh(x).getdGmsdBeta(m, s, j));
            eccentricityAndPole(
                    "H of m = " + m + ", s = " + s + ", j = " + j,
                    x -> gh(x).getHmsj(m, s, j),
                    x -> gh(x).getdHmsdk(m, s, j),
                    x -> gh(x).getdHmsdh(m, s, j),
                    x -> gh(x).getdHmsdAlpha(m, s, j),
                    x -> gh(x).getdHmsdBeta(m, s, j));
        }
        for (int[] i : new int[][] {{3, 1}, {2, 4}}) {
            int j = i[0], s = i[1];
            eccentricityAndPole(
                    "G of j = " + j + ", s = " + s,
                    x -> ghij(x).getGjs(j, s),
                    x -> ghij(x).getdGjsdk(j, s),
                    x -> ghij(x).getdGjsdh(j, s),
                    x -> ghij(x).getdGjsdAlpha(j, s),
                    x -> ghij(x).getdGjsdBeta(j, s));
            eccentricityAndPole(
                    "H of j = " + j + ", s = " + s,
                    x -> ghij(x).getHjs(j, s),
                    x -> ghij(x).getdHjsdk(j, s),
                    x -> ghij(x).getdHjsdh(j, s),
                    x -> ghij(x).getdHjsdAlpha(j, s),
                    x -> ghij(x).getdHjsdBeta(j, s));
            eccentricityAndPole(
                    "I of j = " + j + ", s = " + s,
                    x -> ghij(x).getIjs(j, s),
                    x -> ghij(x).getdIjsdk(j, s),
                    x -> ghij(x).getdIjsdh(j, s),
                    x -> ghij(x).getdIjsdAlpha(j, s),
                    x -> ghij(x).getdIjsdBeta(j, s));
            eccentricityAndPole(
                    "J of j = " + j + ", s = " + s,
                    x -> ghij(x).getJjs(j, s),
                    x -> ghij(x).getdJjsdk(j, s),
                    x -> ghij(x).getdJjsdh(j, s),
                    x -> ghij(x).getdJjsdAlpha(j, s),
                    x -> ghij(x).getdJjsdBeta(j, s));
        }
        FunctionSpec c = FunctionSpec.of("k", "h", (k, h) -> new CjSjCoefficient(k, h).getCj(4))
                .derivative("k", (k, h) -> new CjSjCoefficient(k, h).getDcjDk(4))
                .derivative("h", (k, h) -> new CjSjCoefficient(k, h).getDcjDh(4));
        FunctionSpec s = FunctionSpec.of("k", "h", (k, h) -> new CjSjCoefficient(k, h).getSj(4))
                .derivative("k", (k, h) -> new CjSjCoefficient(k, h).getDsjDk(4))
                .derivative("h", (k, h) -> new CjSjCoefficient(k, h).getDsjDh(4));
        check("C of j = 4", 2, c.where("k", Values.between(-0.6, 0.6)).where("h", Values.between(-0.6, 0.6)));
        check("S of j = 4", 2, s.where("k", Values.between(-0.6, 0.6)).where("h", Values.between(-0.6, 0.6)));
        for (int[] i : new int[][] {{2, 4, 2}, {1, 3, -3}, {3, 5, 1}}) {
            FunctionSpec gamma = FunctionSpec.of("gamma", g -> new GammaMnsFunction(6, g, 1).getValue(i[0], i[1], i[2]))
                    .derivative(g -> new GammaMnsFunction(6, g, 1).getDerivative(i[0], i[1], i[2]))
                    .where("gamma", Values.between(-0.9, 0.9));
            check("Γ of m = " + i[0] + ", n = " + i[1] + ", s = " + i[2], 1, gamma);
        }
        for (int order : new int[] {0, 1, 2}) {
            FunctionSpec zonal = FunctionSpec.of("chi", chi -> zonal(order, chi).getValue(-order - 3, chi))
                    .derivative(chi -> zonal(order, chi).getDerivative(-order - 3, chi))
                    .where("chi", Values.between(1.05, 3));
            check("Hansen's zonal coefficient of s = " + order, 1, zonal);
            FunctionSpec third = FunctionSpec.of("chi", chi -> third(order, chi).getValue(order + 3, 1 / chi))
                    .derivative(chi -> third(order, chi).getDerivative(order + 3, 1 / chi))
                    .where("chi", Values.between(1.05, 3));
            check("Hansen's third body coefficient of s = " + order, 1, third);
        }
    }

    static HansenZonalLinear zonal(int s, double chi) {
        HansenZonalLinear coefficients = new HansenZonalLinear(8, s);
        coefficients.computeInitValues(chi);
        return coefficients;
    }

    static HansenThirdBodyLinear third(int s, double chi) {
        HansenThirdBodyLinear coefficients = new HansenThirdBodyLinear(8, s);
        coefficients.computeInitValues(1 / chi, 1 / (chi * chi), 1 / (chi * chi * chi));
        return coefficients;
    }

    /** The elements of an orbit near 7000 km by position and velocity, each with its six derivatives. */
    static void orbits() {
        List<String> names = List.of("x", "y", "z", "vx", "vy", "vz");
        double[] near = {5e6, 3e6, 4e6, -4000, 6500, 500};
        for (OrbitType type : List.of(OrbitType.KEPLERIAN, OrbitType.CIRCULAR, OrbitType.EQUINOCTIAL)) {
            for (PositionAngleType angle : PositionAngleType.values()) {
                for (int element = 0; element < 6; element++) {
                    int row = element;
                    FunctionSpec spec = FunctionSpec.of(names, x -> elements(type, angle, x)[row])
                            .gradient(x -> jacobian(type, angle, x)[row]);
                    for (int i = 0; i < 6; i++) {
                        double size = i < 3 ? 1e5 : 100;
                        spec = spec.where(names.get(i), Values.between(near[i] - size, near[i] + size));
                    }
                    check(type + ", " + angle + ", element " + row, 6, spec);
                }
            }
        }
    }

    static org.orekit.orbits.Orbit orbit(OrbitType type, double[] x) {
        TimeStampedPVCoordinates at = new TimeStampedPVCoordinates(
                AbsoluteDate.ARBITRARY_EPOCH, new Vector3D(x[0], x[1], x[2]), new Vector3D(x[3], x[4], x[5]));
        return type.convertType(new org.orekit.orbits.CartesianOrbit(at, FramesFactory.getGCRF(), 3.986004415e14));
    }

    static double[] elements(OrbitType type, PositionAngleType angle, double[] x) {
        double[] elements = new double[6];
        type.mapOrbitToArray(orbit(type, x), angle, elements, null);
        return elements;
    }

    static double[][] jacobian(OrbitType type, PositionAngleType angle, double[] x) {
        double[][] jacobian = new double[6][6];
        orbit(type, x).getJacobianWrtCartesian(angle, jacobian);
        return jacobian;
    }

    public static void main(String[] arguments) {
        polynomials();
        orbits();
        System.out.println(derivatives + " derivatives, of which " + wrong + " functions have wrong ones");
    }
}
