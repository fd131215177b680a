import dev.gradus.testkit.Derivatives;
import dev.gradus.testkit.FunctionSpec;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.Values;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import neqsim.thermo.component.ComponentPR;
import neqsim.thermo.component.ComponentSrk;
import neqsim.thermo.component.attractiveeosterm.AttractiveTermInterface;
import neqsim.thermo.phase.PhaseInterface;
import neqsim.thermo.phase.PhaseModifiedFurstElectrolyteEos;
import neqsim.thermo.phase.PhaseModifiedFurstElectrolyteEosMod2004;
import neqsim.thermo.phase.PhaseType;
import neqsim.thermo.system.SystemInterface;

/**
 * Checks derivatives of NeqSim: those of the attractive terms of cubic equations of state, and those of single phases by
 * temperature and pressure. Of a phase, the heat capacity is the slope of the enthalpy, entropy and volume are those of
 * the Gibbs energy, and the library has the slopes of fugacity coefficients.
 */
class NeqSimDerivatives {
    static int derivatives;
    static int wrong;

    static void check(String name, int count, int tries, FunctionSpec spec) {
        FunctionSpec checked = spec.named(name)
                .without(Law.EXTREMES, "a domain by hand")
                .without(Law.MAGNITUDES, "a domain by hand")
                .without(Law.NO_MEMORY, "a phase starts from its last volume")
                .without(Law.DETERMINISTIC, "a phase starts from its last volume");
        Derivatives.Report report = Derivatives.check(checked, 1, tries);
        derivatives += count;
        wrong += report.isRight() ? 0 : 1;
        System.out.println(
                report.isRight() ? "right " + name : report.broken().get(0).report());
    }

    static void attractiveTerms() {
        for (int number = 0; number <= 22; number++) {
            for (String substance : List.of("methane", "water")) {
                boolean isPengRobinson =
                        List.of(1, 6, 7, 8, 9, 13, 16, 17, 20, 21).contains(number);
                neqsim.thermo.component.ComponentEos component =
                        isPengRobinson ? new ComponentPR(substance, 1, 1, 0) : new ComponentSrk(substance, 1, 1, 0);
                component.setAttractiveTerm(number);
                AttractiveTermInterface term = component.getAttractiveTerm();
                Values above = Values.between(1.02 * component.getTC(), 2 * component.getTC());
                String name = term.getClass().getSimpleName() + " of " + substance;
                check(
                        name,
                        1,
                        40,
                        FunctionSpec.of("T", term::aT).derivative(term::diffaT).where("T", above));
                check(
                        name + ", second",
                        1,
                        40,
                        FunctionSpec.of("T", term::diffaT)
                                .derivative(term::diffdiffaT)
                                .where("T", above));
            }
        }
    }

    static SystemInterface fluid(String model, int mixingRule, String composition) {
        try {
            SystemInterface fluid = (SystemInterface) Class.forName("neqsim.thermo.system.System" + model)
                    .getConstructor(double.class, double.class)
                    .newInstance(350.0, 20.0);
            for (String part : composition.split(", ")) {
                String[] words = part.split(" ");
                fluid.addComponent(words[1], Double.parseDouble(words[0]));
            }
            fluid.setMixingRule(mixingRule);
            return fluid;
        } catch (ReflectiveOperationException missing) {
            throw new IllegalArgumentException(model, missing);
        }
    }

    static PhaseInterface phase(SystemInterface fluid, PhaseType type, double T, double p) {
        fluid.setTemperature(T);
        fluid.setPressure(p);
        fluid.setMaxNumberOfPhases(1);
        fluid.init(0);
        fluid.setNumberOfPhases(1);
        fluid.setForcePhaseTypes(true);
        fluid.setPhaseType(0, type);
        fluid.init(3);
        return fluid.getPhase(0);
    }

    static void model(String model, int mixingRule, PhaseType type, String composition) {
        SystemInterface fluid = fluid(model, mixingRule, composition);
        boolean isLiquid = type == PhaseType.LIQUID;
        boolean isWet = composition.contains("water");
        for (int i = 0; i < composition.split(", ").length; i++) {
            int k = i;
            String substance = fluid.getPhase(0).getComponent(k).getName();
            check(
                    model + ", ln φ of " + substance,
                    2,
                    8,
                    of(fluid, type, phase -> Math.log(phase.getComponent(k).getFugacityCoefficient()), isWet, isLiquid)
                            .derivative(
                                    "T",
                                    at(
                                            fluid,
                                            type,
                                            phase -> phase.getComponent(k).getdfugdt()))
                            .derivative(
                                    "p",
                                    at(
                                            fluid,
                                            type,
                                            phase -> phase.getComponent(k).getdfugdp())));
        }
        check(
                model + ", enthalpy",
                1,
                8,
                of(fluid, type, PhaseInterface::getEnthalpy, isWet, isLiquid)
                        .derivative("T", at(fluid, type, PhaseInterface::getCp)));
        check(
                model + ", Gibbs energy",
                2,
                8,
                of(fluid, type, PhaseInterface::getGibbsEnergy, isWet, isLiquid)
                        .derivative("T", at(fluid, type, phase -> -phase.getEntropy()))
                        .derivative("p", at(fluid, type, PhaseInterface::getVolume)));
        check(
                model + ", volume",
                1,
                8,
                of(fluid, type, PhaseInterface::getMolarVolume, isWet, isLiquid)
                        .derivative(
                                "p",
                                at(fluid, type, phase -> 1 / (phase.getdPdVTn() * phase.getNumberOfMolesInPhase()))));
    }

    static DoubleBinaryOperator at(SystemInterface fluid, PhaseType type, ToDoubleFunction<PhaseInterface> property) {
        return (T, p) -> property.applyAsDouble(phase(fluid, type, T, p));
    }

    static FunctionSpec of(
            SystemInterface fluid,
            PhaseType type,
            ToDoubleFunction<PhaseInterface> property,
            boolean isWet,
            boolean isLiquid) {
        return FunctionSpec.of("T", "p", at(fluid, type, property))
                .where(
                        "T",
                        isLiquid
                                ? Values.between(290, 360)
                                : isWet ? Values.between(400, 550) : Values.between(300, 450))
                .where("p", isLiquid ? Values.between(2, 50) : isWet ? Values.between(5, 15) : Values.between(5, 40));
    }

    /** The Born terms of electrolytes by temperature, which their phases have as methods. */
    static void bornTerms() {
        String brine = "0.9 water, 0.05 Na+, 0.05 Cl-";
        SystemInterface old = fluid("FurstElectrolyteEos", 2, brine);
        SystemInterface revised = fluid("FurstElectrolyteEosMod2004", 2, brine);
        Values liquid = Values.between(280, 360);
        check(
                "FurstElectrolyteEos, Born term",
                1,
                20,
                FunctionSpec.of("T", T -> born(old, T).FBorn())
                        .derivative(T -> born(old, T).dFBorndT())
                        .where("T", liquid));
        check(
                "FurstElectrolyteEos, Born term, second",
                1,
                20,
                FunctionSpec.of("T", T -> born(old, T).dFBorndT())
                        .derivative(T -> born(old, T).dFBorndTdT())
                        .where("T", liquid));
        check(
                "FurstElectrolyteEosMod2004, Born term",
                1,
                20,
                FunctionSpec.of("T", T -> revised(revised, T).FBorn())
                        .derivative(T -> revised(revised, T).dFBorndT())
                        .where("T", liquid));
    }

    static PhaseModifiedFurstElectrolyteEos born(SystemInterface fluid, double T) {
        return (PhaseModifiedFurstElectrolyteEos) phase(fluid, PhaseType.LIQUID, T, 10);
    }

    static PhaseModifiedFurstElectrolyteEosMod2004 revised(SystemInterface fluid, double T) {
        return (PhaseModifiedFurstElectrolyteEosMod2004) phase(fluid, PhaseType.LIQUID, T, 10);
    }

    public static void main(String[] arguments) {
        attractiveTerms();
        bornTerms();
        String gas = "0.8 methane, 0.2 n-butane";
        for (String cubic : List.of(
                "SrkEos",
                "SrkPenelouxEos",
                "SrkMathiasCopeman",
                "SrkSchwartzentruberEos",
                "SrkTwuCoonEos",
                "RKEos",
                "TSTEos",
                "PrEos",
                "PrEos1978",
                "PrEosDelft1998",
                "PrDanesh",
                "PrGassemEos",
                "GERG2008Eos")) {
            model(cubic, 2, PhaseType.GAS, gas);
        }
        model("PCSAFT", 1, PhaseType.GAS, gas);
        model("PCSAFTa", 1, PhaseType.GAS, gas);
        model("SrkCPAstatoil", 10, PhaseType.GAS, "0.8 methane, 0.2 water");
        model("FurstElectrolyteEos", 2, PhaseType.LIQUID, "0.9 water, 0.05 Na+, 0.05 Cl-");
        model("FurstElectrolyteEosMod2004", 2, PhaseType.LIQUID, "0.9 water, 0.05 Na+, 0.05 Cl-");
        System.out.println(derivatives + " derivatives, of which " + wrong + " functions have wrong ones");
        System.exit(0);
    }
}
