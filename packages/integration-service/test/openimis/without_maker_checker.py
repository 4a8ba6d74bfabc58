"""gunicorn settings of a second backend on the same database, with the maker-checker switches off in its process."""

workers = 1
threads = 2
timeout = 120
control_socket_disable = True


def post_worker_init(worker):
    from individual.apps import IndividualConfig
    from social_protection.apps import SocialProtectionConfig

    IndividualConfig.check_individual_update = False
    SocialProtectionConfig.gql_check_beneficiary_crud = False
