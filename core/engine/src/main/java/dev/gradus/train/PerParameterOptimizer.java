package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.UpdateRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An optimizer that treats every parameter by itself, with a rule that may hold state for it. Not thread-safe. */
abstract class PerParameterOptimizer implements Optimizer {
    private final Map<Parameter, UpdateRule> rules = new HashMap<>();

    /** A fresh rule, with fresh state, for a parameter that is met for the first time. */
    abstract UpdateRule ruleFor(Parameter parameter);

    @Override
    public final void step(Run run) {
        List<Parameter> parameters = run.graph().parameters();
        if (parameters.isEmpty()) {
            throw new IllegalStateException(
                    getClass().getSimpleName() + ": the run's graph has no parameters to change");
        }
        for (int i = 0; i < parameters.size(); i++) { // no iterator: a step allocates nothing
            Parameter parameter = parameters.get(i);
            if (!run.parameters().isFrozen(parameter)) {
                run.update(parameter, knownRule(parameter));
            }
        }
    }

    private UpdateRule knownRule(Parameter parameter) {
        UpdateRule rule = rules.get(parameter);
        if (rule == null) {
            rule = ruleFor(parameter);
            rules.put(parameter, rule);
        }
        return rule;
    }
}
