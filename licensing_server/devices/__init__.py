"""Devices: their enrolment by proof of possession, their list, and their removal from an account.

A room of its own because a device is trusted by its key alone, with or without a person behind it: the first contact
of a fresh installation enrols its key and opens an anonymous account, so that nothing has to be typed before work can
begin. No trait of the hardware decides anything.

- `endpoints.router`: POST /api/devices, GET /api/devices, GET and DELETE /api/devices/{device_id}.
- `proofs.check_proof`: what counts as a proof. `enrolment.Enroller`: what follows from one.
"""
