"""Writes optimizers-golden.txt: the numbers that PyTorch's float64 optimizers and schedules go through.

Needs Debian's python3-torch. From the folder core/train:

    python3 src/test/python/optimizers_golden.py > src/test/resources/dev/gradus/train/optimizers-golden.txt

A case is a line `optimizer <method> [setting=value …]`, a line `start` with the parameter's value, then for each step a
line `gradient` and a line `value` with what the parameter is after it. A schedule is a line `schedule <kind>
[setting=value …]` and a line `factors` with the factor at each step.
"""

import torch

torch.manual_seed(5)
F64 = torch.float64
SIZE = 5
STEPS = 12


def write(word, numbers):
    print(word, *(repr(float(x)) for x in numbers))


def optimizer(method, make, **settings):
    w = torch.nn.Parameter(torch.randn(SIZE, dtype=F64))
    stepper = make([w])
    print("optimizer", method, *(f"{key}={value!r}" for key, value in settings.items()))
    write("start", w)
    for step in range(STEPS):
        # Of all magnitudes, a zero among them, and sometimes all of one sign.
        w.grad = torch.randn(SIZE, dtype=F64) * torch.logspace(-4, 3, SIZE, dtype=F64)
        w.grad[step % SIZE] *= step % 3
        write("gradient", w.grad)
        stepper.step()
        write("value", w.detach())


def schedule(kind, make, count, **settings):
    stepper = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=F64))], lr=1.0)
    scheduler = make(stepper)
    factors = []
    for _ in range(count):
        factors.append(stepper.param_groups[0]["lr"])
        stepper.step()
        scheduler.step()
    print("schedule", kind, *(f"{key}={value!r}" for key, value in settings.items()))
    write("factors", factors)


optim, lr = torch.optim, torch.optim.lr_scheduler
for decay in (0.0, 0.03):
    for rate in (0.1, 0.7):
        optimizer("GradientDescent", lambda p: optim.SGD(p, lr=rate, weight_decay=decay), rate=rate, decay=decay)
    for momentum in (0.0, 0.5, 0.9):
        for nesterov in ([False, True] if momentum > 0 else [False]):
            optimizer("Nesterov" if nesterov else "Momentum",
                      lambda p: optim.SGD(p, lr=0.05, momentum=momentum, nesterov=nesterov, weight_decay=decay),
                      rate=0.05, momentum=momentum, decay=decay)
    for alpha, eps in ((0.99, 1e-8), (0.5, 0.1)):
        optimizer("RmsProp", lambda p: optim.RMSprop(p, lr=0.02, alpha=alpha, eps=eps, weight_decay=decay),
                  rate=0.02, alpha=alpha, epsilon=eps, decay=decay)
    for beta1, beta2, eps in ((0.9, 0.999, 1e-8), (0.5, 0.7, 1e-3), (0.0, 0.9, 1e-8)):
        settings = dict(rate=0.03, beta1=beta1, beta2=beta2, epsilon=eps, decay=decay)
        optimizer("Adam", lambda p: optim.Adam(p, lr=0.03, betas=(beta1, beta2), eps=eps, weight_decay=decay), **settings)
        optimizer("AdamW", lambda p: optim.AdamW(p, lr=0.03, betas=(beta1, beta2), eps=eps, weight_decay=decay), **settings)



class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen and others, Symbolic Discovery of Optimization Algorithms, 2023: PyTorch has no Lion."""

    def __init__(self, params, lr, betas, weight_decay):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (beta1, beta2), rate, decay = group["betas"], group["lr"], group["weight_decay"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                c = beta1 * m + (1 - beta1) * w.grad
                w -= rate * (torch.sign(c) + decay * w)
                m.copy_(beta2 * m + (1 - beta2) * w.grad)


torch.set_default_dtype(F64)  # NAdam keeps a product in it
for decay in (0.0, 0.03):
    for rate_decay, eps in ((0.0, 1e-10), (0.1, 1e-3)):
        optimizer("Adagrad", lambda p: optim.Adagrad(p, lr=0.1, lr_decay=rate_decay, eps=eps, weight_decay=decay),
                  rate=0.1, rateDecay=rate_decay, epsilon=eps, decay=decay)
    for rho, eps in ((0.9, 1e-6), (0.5, 1e-2)):
        optimizer("Adadelta", lambda p: optim.Adadelta(p, lr=0.7, rho=rho, eps=eps, weight_decay=decay),
                  rate=0.7, rho=rho, epsilon=eps, decay=decay)
    for beta1, beta2, eps, psi in ((0.9, 0.999, 1e-8, 0.004), (0.5, 0.7, 1e-3, 0.1)):
        optimizer("NAdam",
                  lambda p: optim.NAdam(p, lr=0.03, betas=(beta1, beta2), eps=eps, momentum_decay=psi, weight_decay=decay),
                  rate=0.03, beta1=beta1, beta2=beta2, epsilon=eps, momentumDecay=psi, decay=decay)
    for betas in ((0.9, 0.99), (0.5, 0.7)):
        optimizer("Lion", lambda p: Lion(p, lr=0.01, betas=betas, weight_decay=decay),
                  rate=0.01, beta1=betas[0], beta2=betas[1], decay=decay)

schedule("stepDecay", lambda o: lr.StepLR(o, step_size=3, gamma=0.5), 12, every=3, gamma=0.5)
schedule("exponential", lambda o: lr.ExponentialLR(o, gamma=0.9), 20, gamma=0.9)
schedule("cosine", lambda o: lr.CosineAnnealingLR(o, T_max=10, eta_min=0.1), 11, steps=10, floor=0.1)
